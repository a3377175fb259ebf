import { failureOf } from '../../lambdas/aws/failure-of.ts';
import type { Pause } from '../../terminal/pause.ts';
import type { QueueName } from '../target/connection.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { isSelected, type Selection } from './selection.ts';
import { walkDeadLetters } from './walk.ts';

/** The result for one dead letter: `doubled` is on its original queue and still on the dead-letter queue. */
type Taken = 'done' | 'doubled' | 'failed';

/** The result for the selected dead letters of a queue. */
export interface TakeReport {
  readonly queue: QueueName;
  done: number;
  doubled: number;
  failed: number;
  /** Why the last one failed. */
  lastFailure: string | null;
  /** Whether it was stopped before the end. */
  wasStopped: boolean;
  /** The IDs of all selected dead letters that were found. */
  readonly found: Set<string>;
}

/** How dead letters are processed. */
export interface TakeOptions {
  readonly signal: AbortSignal;
  /** Newer dead letters (epoch milliseconds) are skipped: they may be the ones just sent back. */
  readonly untilMs: number;
  readonly maxPerSecond?: number | undefined;
  readonly pause: Pause;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onProgress: (report: TakeReport) => void;
}

/**
 * Sends the selected dead letters back to their original queue, each before it is deleted: a crash in
 * between leaves it on both queues, never on neither.
 */
export async function redriveEach(
  queue: DeadLetterQueue,
  selection: Selection,
  options: TakeOptions,
): Promise<TakeReport> {
  return await takeEach(queue, selection, options, async (letter) => {
    await queue.sendBack(letter);
    return await queue.remove(letter).then(
      () => 'done' as const,
      () => 'doubled' as const,
    );
  });
}

/** Deletes the selected dead letters. */
export async function discardEach(
  queue: DeadLetterQueue,
  selection: Selection,
  options: TakeOptions,
): Promise<TakeReport> {
  return await takeEach(queue, selection, options, async (letter) => {
    await queue.remove(letter);
    return 'done';
  });
}

/**
 * After how long with only new dead letters to stop. A received message is hidden for a minute: within
 * two minutes, every message that is old enough has been visible.
 */
const patienceMs = 120_000;

async function takeEach(
  queue: DeadLetterQueue,
  selection: Selection,
  { signal, untilMs, maxPerSecond, pause, now, onProgress }: TakeOptions,
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
      const removed = new Set(taken.filter((id) => id !== undefined));
      const isFound = selection.ids.length > 0 && selection.ids.every((id) => report.found.has(id));
      if (old.length > 0) lastOldMs = now();
      // SQS returns messages in no order, so old ones may come after new ones. But messages that keep
      // failing are new again each time: waiting for an empty queue might never end.
      return { removed, isDone: isFound || now() - lastOldMs >= patienceMs };
    },
    signal,
  );
  report.wasStopped = signal.aborted;
  return report;
}

/** Resolves with the ID of a dead letter that is no longer on the queue. */
async function takeOne(
  letter: DeadLetter,
  take: (letter: DeadLetter) => Promise<Taken>,
  report: TakeReport,
): Promise<string | undefined> {
  const sums = report;
  sums.found.add(letter.id);
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
    found: new Set(),
  };
}
