import type { OutgoingEvent } from '../../producer/index.ts';
import { ItemEnded } from './item-ended.ts';
import type { ItemRun } from './item-run.ts';
import type { WalkContext } from './walk-context.ts';

/** An event with the mark by which the walk knows it again. */
export interface MarkedEvent extends OutgoingEvent {
  readonly resources: readonly [mark: string, ...others: string[]];
}

/** An event of the walk. Its id is its mark, which no other event has. */
export function markedEvent(
  mark: string,
  event: Pick<OutgoingEvent, 'generator' | 'detailType' | 'detail' | 'time'>,
): MarkedEvent {
  return { ...event, id: mark, resources: [mark] };
}

/** Puts events on the events queue. Rejects with an ItemEnded if the producer could not send one. */
export async function sendMarked(
  events: readonly MarkedEvent[],
  title: string,
  run: ItemRun,
  { subject, services }: Pick<WalkContext, 'subject' | 'services'>,
): Promise<void> {
  const { sent, failed } = await run.call(
    {
      title,
      call: `sendEvents to the events queue, ${events.length} of the vendor’s events`,
      by: 'partner',
      request: events.map(({ id, generator, detailType }) => ({ id, generator, detailType })),
    },
    async () => await subject.producer.sendEvents(events, { signal: services.signal }),
    ({ sent: taken, failed: others }) => ({
      answer: {
        sent: taken,
        failed: others.map(({ index, code, reason }) => ({ index, code, reason })),
      },
    }),
  );
  const [first] = failed;
  if (first === undefined) return;
  throw new ItemEnded(
    `expected ${events.length} events to be sent, but ${events.length - sent} were not, the first ${first.event.id} of "${first.event.detailType}": ${first.code}: ${first.reason}${adviceOf(first.code)}`,
  );
}

// SQS and KMS have names of their own for it.
const denied = /access.?denied/i;

function adviceOf(code: string): string {
  return denied.test(code) ? "; the caller's role must be in the stage's `producers`" : '';
}
