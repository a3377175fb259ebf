import type { HistoryRecord, HistorySink } from '../ports/history.ts';
import type { HistoryGroup, HistoryGroups } from './history-groups.ts';
import type { RecordedSettler } from './settle-recorded.ts';

/** What flushing needs. */
export interface FlushContext {
  readonly sink: HistorySink;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** When everything must be recorded, epoch milliseconds. */
  readonly historyMs: number;
}

/** Flushes groups of rows to the history. */
export interface HistoryFlushes {
  /** Begins the flushes that are due. */
  readonly beginDue: () => void;
  /** Resolves when everything that may be flushed was, and nothing is under way. */
  all(): Promise<void>;
  /** From now on the texts go along with their rows, since they could not be stored apart. */
  takeTextsAlong(): void;
}

/**
 * A process that dies before a flush repeats the deliveries in it. Calls that began together are answered within
 * some 50 ms, so that a batch whose calls are all under way at once makes one flush.
 */
export const maxWaitMs = 50;
// As many as the queue takes side by side without waiting for one that is slow.
const maxFlushesInFlight = 4;
// A history queue that does not answer must not hold up what is to be acknowledged: after this time a
// flush is given up, and its rows are lost.
const flushTimeoutMs = 5_000;

/** Flushes the groups as they fill up or grow old, a few at once. */
export function historyFlushes(
  groups: HistoryGroups,
  settler: RecordedSettler,
  context: FlushContext,
): HistoryFlushes {
  const inFlight = new Set<Promise<void>>();
  let doTextsGoAlong = false;

  /** Begins as many flushes as there may be, while one is due. */
  function beginWhile(isDue: () => boolean): void {
    while (inFlight.size < maxFlushesInFlight && isDue()) {
      const group = groups.take();
      if (group === undefined) return;
      const sent = doTextsGoAlong ? withTexts(group) : group;
      const flushing = flush(sent, settler, context).finally(() => {
        inFlight.delete(flushing);
        beginDue();
      });
      inFlight.add(flushing);
    }
  }

  function isOneDue(): boolean {
    if (groups.isOneFull()) return true;
    return inFlight.size === 0 && context.now() - groups.sinceMs() >= maxWaitMs;
  }

  const beginDue = () => beginWhile(isOneDue);

  return {
    beginDue,
    async all() {
      for (;;) {
        beginWhile(() => true);
        if (inFlight.size === 0) return;
        await Promise.race(inFlight);
      }
    },
    takeTextsAlong() {
      doTextsGoAlong = true;
      settler.loseTexts();
    },
  };
}

async function flush(
  { decided, records }: HistoryGroup,
  settler: RecordedSettler,
  { sink, now, historyMs }: FlushContext,
): Promise<void> {
  const timeoutMs = Math.min(flushTimeoutMs, historyMs - now());
  const taken = timeoutMs <= 0 ? [] : await sink.record(records, { timeoutMs });
  for (const [index, one] of decided.entries()) {
    const row = records[index]?.row;
    if (taken[index] === true && row !== undefined) settler.recorded(one, row);
    else settler.refuse(one);
  }
}

/** The same group with texts instead of places. */
function withTexts({ decided, records }: HistoryGroup): HistoryGroup {
  const withText = ({ row: { body, ...row }, ...record }: HistoryRecord, index: number) => {
    const delivery = decided[index]?.delivery;
    if (body === undefined || delivery === undefined) return { ...record, row };
    return { ...record, row, event: delivery.event, text: delivery.text };
  };
  return { decided, records: records.map(withText) };
}
