import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { OperationError } from '../operation-error.ts';
import type { Pause } from '../../terminal/pause.ts';
import type { QueueUrls } from '../target/connection.ts';

/** How a message move task ended. */
export interface MoveReport {
  /** SQS's status: COMPLETED, CANCELLED or FAILED. */
  readonly status: string;
  readonly moved: number;
  /** Why it failed, if it did. */
  readonly failure: string | null;
}

/** How dead letters are moved. */
export interface MoveOptions {
  /** By default SQS chooses the rate. */
  readonly maxPerSecond: number | undefined;
  /** Cancels the move. */
  readonly signal: AbortSignal;
  readonly pause: Pause;
  readonly onProgress: (moved: number, ofAbout: number | undefined) => void;
}

/** SQS's maximum for MaxNumberOfMessagesPerSecond (API reference). */
export const maxMovesPerSecond = 500;

const pollEveryMs = 2_000;

/**
 * Has SQS move all dead letters to their original queue and follows the task. Undefined if this queue
 * service does not support the operation.
 */
export async function moveAll(
  client: Pick<SQSClient, 'send'>,
  { url, deadLettersUrl, name }: QueueUrls,
  options: MoveOptions,
): Promise<MoveReport | undefined> {
  const { maxPerSecond } = options;
  const [sourceArn, destinationArn] = await Promise.all([
    arnOf(client, deadLettersUrl),
    arnOf(client, url),
  ]);
  const taskHandle = await start(client, name, {
    SourceArn: sourceArn,
    // Without it SQS moves only what it dead-lettered itself, not what the functions sent there.
    DestinationArn: destinationArn,
    ...(maxPerSecond !== undefined && { MaxNumberOfMessagesPerSecond: maxPerSecond }),
  });
  if (taskHandle === undefined) return undefined;
  return await follow(client, { taskHandle, sourceArn }, options);
}

/** Polls a task until it ends, and cancels it at the signal. */
async function follow(
  client: Pick<SQSClient, 'send'>,
  { taskHandle, sourceArn }: { readonly taskHandle: string; readonly sourceArn: string },
  { signal, pause, onProgress }: MoveOptions,
): Promise<MoveReport> {
  let isCancelled = false;
  for (;;) {
    if (signal.aborted && !isCancelled) {
      isCancelled = true;
      await cancel(client, taskHandle);
    }
    const task = await latestTask(client, sourceArn);
    const { Status: status = 'RUNNING', ApproximateNumberOfMessagesMoved: moved = 0 } = task;
    onProgress(moved, task.ApproximateNumberOfMessagesToMove);
    if (!running.has(status)) return { status, moved, failure: task.FailureReason ?? null };
    await pause(pollEveryMs, isCancelled ? undefined : signal);
  }
}

const running: ReadonlySet<string> = new Set(['RUNNING', 'CANCELLING']);

async function arnOf(client: Pick<SQSClient, 'send'>, url: string): Promise<string> {
  const { Attributes: attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return attributes?.QueueArn ?? '';
}

async function start(
  client: Pick<SQSClient, 'send'>,
  name: string,
  input: StartMessageMoveTaskCommand['input'],
): Promise<string | undefined> {
  try {
    const { TaskHandle: taskHandle } = await client.send(new StartMessageMoveTaskCommand(input));
    return taskHandle;
  } catch (error) {
    if (!Error.isError(error)) throw error;
    if (unknownOperation.has(error.name)) return undefined;
    if (!/already.*(?:running|task)|active.*task/i.test(error.message)) throw error;
    throw new OperationError(`the dead letters of ${name} are already being moved`, {
      cause: error,
    });
  }
}

const unknownOperation: ReadonlySet<string> = new Set([
  'InvalidAction',
  'UnknownOperationException',
]);

async function cancel(client: Pick<SQSClient, 'send'>, taskHandle: string): Promise<void> {
  try {
    await client.send(new CancelMessageMoveTaskCommand({ TaskHandle: taskHandle }));
  } catch {
    // It has ended in the meantime: the next poll shows how.
  }
}

async function latestTask(
  client: Pick<SQSClient, 'send'>,
  sourceArn: string,
): Promise<ListMessageMoveTasksResultEntry> {
  const { Results: [latest] = [] } = await client.send(
    new ListMessageMoveTasksCommand({ SourceArn: sourceArn, MaxResults: 1 }),
  );
  return latest ?? {};
}
