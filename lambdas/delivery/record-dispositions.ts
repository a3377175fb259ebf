import { applyDispositions, type Decided, type DispositionServices } from './apply-dispositions.ts';
import type { EarlyAcknowledgement } from './acknowledge-early.ts';
import type { BatchCounters } from './batch-counters.ts';
import type { Work } from './work.ts';

/** Writes down what is done with the deliveries of a batch, while the batch goes on. */
export interface DispositionRecorder {
  /** Takes decided deliveries in; resolves when there is room for more. */
  record(decided: readonly Decided<Work>[]): Promise<void>;
  /** Resolves when everything is written down, or could not be in its time; with what could not. */
  end(): Promise<readonly Work[]>;
}

interface RecorderContext {
  readonly services: DispositionServices;
  readonly counters: BatchCounters;
  /** Is told of each delivery whose disposition is durable. */
  readonly acknowledgement: Pick<EarlyAcknowledgement, 'settled'>;
  /** By when everything is on its queue, epoch milliseconds. */
  readonly recordsMs: number;
}

// SQS takes ten messages in a request: fewer wait for others.
const fullRequest = 10;
// A message holds a whole event, so that what is written together must be bounded in bytes too.
const maxWrittenTogether = 200;
const maxWrittenTogetherBytes = 4 * 1024 * 1024;
const maxWritesInFlight = 4;
// Until it is written, a process that dies repeats all that came of its message.
const maxWaitMs = 1_000;

/**
 * Counts accepted and dropped deliveries at once, and sends the others to their queues: a request's
 * worth as soon as nothing else is under way, more together while something is.
 */
export function dispositionRecorder(context: RecorderContext): DispositionRecorder {
  const { services, counters, acknowledgement, recordsMs } = context;
  const inFlight = new Set<Promise<void>>();
  const allUnwritten: Work[] = [];
  let waiting: Decided<Work>[] = [];
  let waitingSinceMs = 0;

  async function write(decided: readonly Decided<Work>[]): Promise<void> {
    const timeoutMs = recordsMs - services.now();
    const unwritten = new Set(await applyDispositions(decided, services, counters, timeoutMs));
    allUnwritten.push(...unwritten);
    for (const { delivery } of decided) {
      if (!unwritten.has(delivery)) acknowledgement.settled(delivery.messageId);
    }
  }

  function begin(isLast: boolean): void {
    while (inFlight.size < maxWritesInFlight) {
      const isLate = services.now() - waitingSinceMs >= maxWaitMs;
      const isIdle = inFlight.size === 0;
      const count = countToWrite(waiting, { isIdle, isAll: isLast || (isIdle && isLate) });
      if (count === 0) return;
      const written = write(waiting.slice(0, count)).finally(() => inFlight.delete(written));
      waiting = waiting.slice(count);
      waitingSinceMs = services.now();
      inFlight.add(written);
    }
  }

  return {
    async record(decided) {
      const done = decided.filter(({ disposition }) => isDone(disposition.kind));
      if (done.length > 0) await write(done);
      if (waiting.length === 0) waitingSinceMs = services.now();
      waiting.push(...decided.filter(({ disposition }) => !isDone(disposition.kind)));
      begin(false);
      if (done.length === decided.length) return;
      while (inFlight.size >= maxWritesInFlight) {
        await Promise.race(inFlight);
        begin(false);
      }
    },
    async end() {
      for (;;) {
        begin(true);
        if (inFlight.size === 0) return allUnwritten;
        await Promise.race(inFlight);
      }
    },
  };
}

/** Whether nothing is to be sent for it. */
function isDone(kind: Decided<Work>['disposition']['kind']): boolean {
  return kind === 'accepted' || kind === 'sourceGone';
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
