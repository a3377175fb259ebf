import type { Deadlines } from '../delivery/deadlines.ts';
import type { HistorySettings } from '../delivery/record-history.ts';
import type { HistorySink, KeptBodies, KeptEvent } from '../ports/history.ts';
import type { EventText, WrittenEvent } from './events-message.ts';
import { scopeOf, type PlannedMessage } from './plan.ts';
import { mappingsFor } from './sources.ts';

// Up to here the texts go along with the rows: a PUT of S3 costs as much as 1.6 MB on the queue.
const mostQueuedBytes = 1_600_000;

// A store that does not answer must not hold up the batch, which waits for it in the end.
const mostMs = 10_000;

/** What keeping texts needs. */
export interface KeepServices {
  readonly history?: HistorySink | undefined;
  readonly settings: { readonly history: HistorySettings };
  readonly now: () => number;
}

/**
 * Begins to store the texts of a batch's events apart from their rows, where they are many; undefined where
 * they are few. In the mode `exceptions` most events need no text, so that the others go with their rows.
 */
export function keepTexts(
  planned: readonly PlannedMessage[],
  { history, settings, now }: KeepServices,
  { historyMs }: Pick<Deadlines, 'historyMs'>,
): KeptBodies | undefined {
  if (history === undefined || settings.history.rows !== 'all') return undefined;
  if (bytesOf(planned) <= mostQueuedBytes) return undefined;
  const wanted: KeptEvent[] = [];
  let bytes = 0;
  const want = (one: EventText) => {
    if (settings.history.withoutBody.has(one.event.detailType)) return;
    wanted.push(one);
    bytes += one.text.length;
  };
  for (const message of planned) {
    for (const one of wantedEvents(message)) {
      want(one);
      if (one.byReference !== undefined) want(one.byReference);
    }
  }
  if (bytes <= mostQueuedBytes) return undefined;
  return history.keepBodies(wanted, { timeoutMs: Math.min(mostMs, historyMs - now()) });
}

/** The bytes of all events, as far as the lengths of their texts say so. */
function bytesOf(planned: readonly PlannedMessage[]): number {
  let bytes = 0;
  for (const { events } of planned) for (const { text } of events) bytes += text.length;
  return bytes;
}

/** The events of a message that this invocation delivers to somebody. */
function wantedEvents(message: PlannedMessage): readonly WrittenEvent[] {
  return message.runs.flatMap((run) => {
    const scope = scopeOf(message, run);
    return message.events
      .slice(run.from, run.to)
      .filter(({ event }) => mappingsFor(event, scope, message.mappingsOf).length > 0);
  });
}
