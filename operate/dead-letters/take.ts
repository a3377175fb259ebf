import { failureOf } from '../../lambdas/aws/failure-of.ts';
import type { Pause } from '../pause.ts';
import type { QueueName } from '../target/connection.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { isSelected, type Selection } from './selection.ts';
import { walkDeadLetters } from './walk.ts';

/** What became of a letter: `doubled` is on its own queue again, and still among the dead letters. */
type Taken = 'done' | 'doubled' | 'failed';

/** What became of the selected letters of a queue. */
export interface TakeReport {
  readonly queue: QueueName;
  done: number;
  doubled: number;
  failed: number;
  /** Why the last one failed. */
  lastFailure: string | null;
  /** Whether it was stopped before the end. */
  wasStopped: boolean;
  /** The ids of all that were selected and met. */
  readonly met: Set<string>;
}

/** How letters are taken. */
export interface Taking {
  readonly signal: AbortSignal;
  /** Letters that are younger (epoch milliseconds) are left: they may be those that just went back. */
  readonly untilMs: number;
  readonly maxPerSecond?: number | undefined;
  readonly pause: Pause;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onProgress: (report: TakeReport) => void;
}

/**
 * Sends the selected letters back to the queue that they were bound for, each before it is deleted: a
 * crash in between leaves it on both queues, and on neither never.
 */
export async function redriveEach(
  queue: DeadLetterQueue,
  selection: Selection,
  taking: Taking,
): Promise<TakeReport> {
  return await takeEach(queue, selection, taking, async (letter) => {
    await queue.sendBack(letter);
    return await queue.remove(letter).then(
      () => 'done' as const,
      () => 'doubled' as const,
    );
  });
}

/** Deletes the selected letters. */
export async function discardEach(
  queue: DeadLetterQueue,
  selection: Selection,
  taking: Taking,
): Promise<TakeReport> {
  return await takeEach(queue, selection, taking, async (letter) => {
    await queue.remove(letter);
    return 'done';
  });
}

/**
 * How long nothing but young letters may come before a queue is left. What anybody looks at is hidden
 * for a minute: within two, every letter that is old enough has had its turn.
 */
const patienceMs = 120_000;

async function takeEach(
  queue: DeadLetterQueue,
  selection: Selection,
  { signal, untilMs, maxPerSecond, pause, now, onProgress }: Taking,
  take: (letter: DeadLetter) => Promise<Taken>,
): Promise<TakeReport> {
  const report = newTakeReport(queue.name);
  let lastOldMs = now();
  await walkDeadLetters(
    queue,
    async (letters) => {
      const old = letters.filter(({ sentAtMs = 0 }) => sentAtMs <= untilMs);
      const selected = old.filter((letter) => isSelected(selection, letter));
      const taken = await Promise.all(
        selected.map(async (letter) => await takeOne(letter, take, report)),
      );
      onProgress(report);
      if (maxPerSecond !== undefined) await pause((taken.length / maxPerSecond) * 1000, signal);
      const gone = new Set(taken.filter((id) => id !== undefined));
      const isFound = selection.ids.length > 0 && selection.ids.every((id) => report.met.has(id));
      if (old.length > 0) lastOldMs = now();
      // SQS gives letters in no order, so old ones may stand behind young ones. But what comes back time
      // after time is young too: to wait for an empty queue could last for ever.
      return { gone, isEnough: isFound || now() - lastOldMs >= patienceMs };
    },
    signal,
  );
  report.wasStopped = signal.aborted;
  return report;
}

/** Resolves with the letter's id when it is no longer on the queue. */
async function takeOne(
  letter: DeadLetter,
  take: (letter: DeadLetter) => Promise<Taken>,
  report: TakeReport,
): Promise<string | undefined> {
  const sums = report;
  sums.met.add(letter.id);
  try {
    const taken = await take(letter);
    sums[taken] += 1;
    return taken === 'done' ? letter.id : undefined;
  } catch (error) {
    const { code, message } = failureOf(error);
    sums.failed += 1;
    sums.lastFailure = `${code}: ${message}`;
    return undefined;
  }
}

function newTakeReport(queue: QueueName): TakeReport {
  return {
    queue,
    done: 0,
    doubled: 0,
    failed: 0,
    lastFailure: null,
    wasStopped: false,
    met: new Set(),
  };
}
