import type { SQSClient } from '@aws-sdk/client-sqs';
import { OperationError } from '../operation-error.ts';
import type { Pause } from '../pause.ts';
import type { Progress } from '../progress.ts';
import { awsProblem } from '../target/aws-problem.ts';
import type { Connection, QueueName } from '../target/connection.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { moveAll, type MoveReport } from './move-task.ts';
import type { QueueRedrive, RedriveReport } from './redrive-report.ts';
import type { Selection } from './selection.ts';
import { idsNotMet, takeFromQueues } from './take-from-queues.ts';
import { redriveEach, type TakeReport, type Taking } from './take.ts';

/** What a redrive needs, and how it goes. */
export interface Redriving {
  readonly connection: Pick<Connection, 'queues'>;
  readonly client: Pick<SQSClient, 'send'>;
  readonly maxPerSecond: number | undefined;
  /** Cancels what has not been moved yet. */
  readonly signal: AbortSignal;
  readonly pause: Pause;
  readonly progress: Pick<Progress, 'show'>;
}

/** Redrives the letters that a selection names, one by one. */
export async function redriveSelected(
  selection: Selection,
  redriving: Redriving,
): Promise<RedriveReport> {
  const { connection, client } = redriving;
  const taking = takingOf(redriving);
  const reports = await takeFromQueues(selection, connection, client, (queue, ofQueue) =>
    redriveEach(queue, ofQueue, taking),
  );
  return { queues: reports.map(oneByOne), notFound: idsNotMet(selection, reports) };
}

/** Redrives all letters of the queues that a selection names. */
export async function redriveAll(
  selection: Selection,
  redriving: Redriving,
): Promise<RedriveReport> {
  const queues: QueueRedrive[] = [];
  for (const name of selection.queues) {
    if (redriving.signal.aborted) break;
    queues.push(await redriveOrTell(name, selection, redriving));
  }
  return { queues, notFound: [] };
}

/** What AWS refuses for one queue does not keep the other one waiting. */
async function redriveOrTell(
  name: QueueName,
  selection: Selection,
  redriving: Redriving,
): Promise<QueueRedrive> {
  try {
    return await redriveQueue(name, selection, redriving);
  } catch (error) {
    const problem = awsProblem(error);
    if (!(problem instanceof OperationError)) throw error;
    return byTask(name, { status: 'FAILED', moved: 0, failure: problem.message });
  }
}

async function redriveQueue(
  name: QueueName,
  selection: Selection,
  redriving: Redriving,
): Promise<QueueRedrive> {
  const { client, maxPerSecond, signal, pause, progress } = redriving;
  const urls = redriving.connection.queues[name];
  const task = await moveAll(client, urls, {
    maxPerSecond,
    signal,
    pause,
    onProgress: (moved, ofAbout) => {
      progress.show(
        `${name}: ${moved} moved${ofAbout === undefined ? '' : ` of about ${ofAbout}`}`,
      );
    },
  });
  if (task !== undefined) return byTask(name, task);
  return oneByOne(await redriveEach(deadLetterQueue(client, urls), selection, takingOf(redriving)));
}

function takingOf({ signal, maxPerSecond, pause, progress }: Redriving): Taking {
  return {
    signal,
    untilMs: Date.now(),
    maxPerSecond,
    pause,
    now: Date.now,
    onProgress: ({ queue, done }) => progress.show(`${queue}: ${done} moved`),
  };
}

function byTask(queue: QueueName, { status, moved, failure }: MoveReport): QueueRedrive {
  const ended =
    status === 'COMPLETED' ? 'completed' : status === 'CANCELLED' ? 'cancelled' : 'failed';
  return { queue, way: 'moveTask', ended, moved, doubled: 0, failed: 0, failure };
}

function oneByOne(report: TakeReport): QueueRedrive {
  const { queue, done, doubled, failed, lastFailure: failure, wasStopped } = report;
  const ended = wasStopped ? 'cancelled' : 'completed';
  return { queue, way: 'oneByOne', ended, moved: done + doubled, doubled, failed, failure };
}
