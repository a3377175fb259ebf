import type { SQSClient } from '@aws-sdk/client-sqs';
import { OperationError } from '../operation-error.ts';
import type { Pause } from '../../terminal/pause.ts';
import type { Progress } from '../progress.ts';
import { awsProblem } from '../target/aws-problem.ts';
import type { Connection, QueueName } from '../target/connection.ts';
import { deadLetterQueue } from './dead-letter-queue.ts';
import { moveAll, type MoveReport } from './move-task.ts';
import type { QueueRedrive, RedriveReport } from './redrive-report.ts';
import type { Selection } from './selection.ts';
import { idsNotFound, takeFromQueues } from './take-from-queues.ts';
import { redriveEach, type TakeReport, type TakeOptions } from './take.ts';

/** What a redrive needs. */
export interface RedriveContext {
  readonly connection: Pick<Connection, 'queues'>;
  readonly client: Pick<SQSClient, 'send'>;
  readonly maxPerSecond: number | undefined;
  /** Cancels the rest. */
  readonly signal: AbortSignal;
  readonly pause: Pause;
  readonly progress: Pick<Progress, 'show'>;
}

/** Redrives the selected dead letters one by one. */
export async function redriveSelected(
  selection: Selection,
  context: RedriveContext,
): Promise<RedriveReport> {
  const { connection, client } = context;
  const options = takeOptions(context);
  const reports = await takeFromQueues(selection, connection, client, (queue, ofQueue) =>
    redriveEach(queue, ofQueue, options),
  );
  return { queues: reports.map(oneByOne), notFound: idsNotFound(selection, reports) };
}

/** Redrives all dead letters of the selected queues. */
export async function redriveAll(
  selection: Selection,
  context: RedriveContext,
): Promise<RedriveReport> {
  const queues: QueueRedrive[] = [];
  for (const name of selection.queues) {
    if (context.signal.aborted) break;
    queues.push(await redriveOrReport(name, selection, context));
  }
  return { queues, notFound: [] };
}

/** An error of AWS for one queue does not stop the other queue. */
async function redriveOrReport(
  name: QueueName,
  selection: Selection,
  context: RedriveContext,
): Promise<QueueRedrive> {
  try {
    return await redriveQueue(name, selection, context);
  } catch (error) {
    const problem = awsProblem(error);
    if (!(problem instanceof OperationError)) throw error;
    return byTask(name, { status: 'FAILED', moved: 0, failure: problem.message });
  }
}

async function redriveQueue(
  name: QueueName,
  selection: Selection,
  context: RedriveContext,
): Promise<QueueRedrive> {
  const { client, maxPerSecond, signal, pause, progress } = context;
  const urls = context.connection.queues[name];
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
  return oneByOne(
    await redriveEach(deadLetterQueue(client, urls), selection, takeOptions(context)),
  );
}

function takeOptions({ signal, maxPerSecond, pause, progress }: RedriveContext): TakeOptions {
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
