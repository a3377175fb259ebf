import type { MissedView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { amountText, countOf } from '../text/amounts.ts';
import { spanText } from '../text/moments.ts';
import { statusOf } from '../text/source-texts.ts';

/** Whether there is anything to decide about, or may be. */
export function isAnythingMissed({ events, inDoubt, isComplete }: MissedView): boolean {
  return events > 0 || inDoubt > 0 || !isComplete;
}

/** What a source missed, in a sentence. */
export function missedText(
  { events, inDoubt, from, to, isComplete }: MissedView,
  source: Pick<Source, 'state' | 'retirement' | 'pausedAt'>,
): string {
  const why = `(${causeOf(source)})`;
  const when = from === null || to === null ? '' : ` ${spanText(from, to)}`;
  const atLeast = isComplete ? '' : 'At least ';
  if (events > 0) {
    const doubt = inDoubt > 0 ? `, and up to ${amountText(inDoubt)} more may not have been` : '';
    return `${atLeast}${countOf(events, 'event')} ${wereOf(events)} not received${doubt}${when} ${why}.`;
  }
  return inDoubt > 0
    ? `Up to ${countOf(inDoubt, 'event')} may not have been received${when} ${why}.`
    : 'Events may not have been received. They are being counted.';
}

/** How many missed events there are to send, for a label; the number is left out where it is not known. */
export function missedAmountText(missed: MissedView | undefined): string {
  if (missed === undefined) return 'the missed events';
  const { events, inDoubt, isComplete } = missed;
  if (events === 0) return inDoubt === 0 ? 'missed events' : 'the events that may have been missed';
  return `the ${isComplete ? '' : 'at least '}${amountText(events)} missed event${events === 1 ? '' : 's'}`;
}

function wereOf(count: number): string {
  return count === 1 ? 'was' : 'were';
}

function causeOf(source: Pick<Source, 'state' | 'retirement' | 'pausedAt'>): string {
  const status = statusOf(source);
  if (status === 'deleted') return 'the source is deleted';
  if (source.pausedAt !== null) return 'the source is paused';
  return status === 'pending'
    ? 'nobody has accepted the source'
    : 'nobody had accepted the source, or it was paused';
}
