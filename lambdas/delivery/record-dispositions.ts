import {
  applyDispositions,
  countDispositions,
  type Decided,
  type DispositionServices,
} from './apply-dispositions.ts';
import type { BatchCounters } from './batch-counters.ts';
import type { Work } from './batch.ts';

/** Records the dispositions of a batch's deliveries while the batch goes on. */
export interface DispositionRecorder {
  /** Takes decided deliveries; resolves when there is room for more. */
  record(decided: readonly Decided<Work>[]): Promise<void>;
  /** Resolves when every disposition is recorded or its time is over, with the deliveries that no queue took. */
  end(): Promise<readonly Work[]>;
}

interface RecorderContext {
  readonly services: DispositionServices;
  readonly counters: BatchCounters;
  /** Receives deliveries with a durable disposition, and held ones. */
  readonly onRecorded: (decided: readonly Decided<Work>[]) => void;
  /** When everything must be on its queue, epoch milliseconds. */
  readonly recordsMs: number;
}

// SQS takes ten messages in a request: fewer wait for others.
const fullRequest = 10;
// A message holds a whole event, so that what is written together must be bounded in bytes too.
const maxWrittenTogether = 200;
const maxWrittenTogetherBytes = 4 * 1024 * 1024;
const maxWritesInFlight = 4;
// A process that dies before the write repeats all deliveries of the message.
const maxWaitMs = 1_000;

/**
 * Counts what needs no queue at once, and sends the other deliveries to their queues: ten at a time
 * when no other write is under way, more together while one is.
 */
export function dispositionRecorder(context: RecorderContext): DispositionRecorder {
  const waiting = waitingDispositions(context.services.now);
  const inFlight = new Set<Promise<void>>();
  const unwritten: Work[] = [];

  function writeWaiting({ isLast }: { readonly isLast: boolean }): void {
    while (inFlight.size < maxWritesInFlight) {
      const decided = waiting.take({ isLast, isIdle: inFlight.size === 0 });
      if (decided.length === 0) return;
      const write = writeDown(decided, unwritten, context).finally(() => inFlight.delete(write));
      inFlight.add(write);
    }
  }

  return {
    async record(decided) {
      const counted = decided.filter(({ disposition }) => isOnlyCounted(disposition.kind));
      if (counted.length > 0) {
        // At once, since not everybody waits who records something.
        countDispositions(counted, context.services, context.counters);
        context.onRecorded(counted);
      }
      waiting.add(decided.filter(({ disposition }) => !isOnlyCounted(disposition.kind)));
      writeWaiting({ isLast: false });
      if (counted.length === decided.length) return;
      while (inFlight.size >= maxWritesInFlight) {
        await Promise.race(inFlight);
        writeWaiting({ isLast: false });
      }
    },
    async end() {
      for (;;) {
        writeWaiting({ isLast: true });
        if (inFlight.size === 0) return unwritten;
        await Promise.race(inFlight);
      }
    },
  };
}

/** Whether a disposition needs no message on a queue of deliveries. */
function isOnlyCounted(kind: Decided<Work>['disposition']['kind']): boolean {
  return kind === 'accepted' || kind === 'drop' || kind === 'hold' || kind === 'skip';
}

/** Writes dispositions down; adds what no queue took to `unwritten`. */
async function writeDown(
  decided: readonly Decided<Work>[],
  unwritten: Work[],
  { services, counters, onRecorded, recordsMs }: RecorderContext,
): Promise<void> {
  const timeoutMs = recordsMs - services.now();
  const failed = new Set(await applyDispositions(decided, services, counters, timeoutMs));
  unwritten.push(...failed);
  onRecorded(failed.size === 0 ? decided : decided.filter(({ delivery }) => !failed.has(delivery)));
}

/** Decided deliveries that wait to be written, in order. */
function waitingDispositions(now: () => number) {
  let waiting: Decided<Work>[] = [];
  let sinceMs = 0;
  return {
    add(decided: readonly Decided<Work>[]): void {
      if (waiting.length === 0) sinceMs = now();
      waiting.push(...decided);
    },
    /** Takes out what is to be written together now; nothing if more should come first. */
    take({ isLast, isIdle }: { readonly isLast: boolean; readonly isIdle: boolean }) {
      const isLate = now() - sinceMs >= maxWaitMs;
      const count = countToWrite(waiting, { isIdle, isAll: isLast || (isIdle && isLate) });
      if (count === 0) return [];
      const taken = waiting.slice(0, count);
      waiting = waiting.slice(count);
      sinceMs = now();
      return taken;
    },
  };
}

function countToWrite(
  waiting: readonly Decided<Work>[],
  { isIdle, isAll }: { readonly isIdle: boolean; readonly isAll: boolean },
): number {
  let bytes = 0;
  const tooMany = waiting.findIndex(({ delivery }, index) => {
    bytes += delivery.sizeBytes;
    return index >= maxWrittenTogether || (index > 0 && bytes > maxWrittenTogetherBytes);
  });
  if (tooMany !== -1) return tooMany;
  if (isAll) return waiting.length;
  return isIdle ? waiting.length - (waiting.length % fullRequest) : 0;
}
