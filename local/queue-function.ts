import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { availableParallelism } from 'node:os';
import {
  deploymentsFor,
  replayDeployment,
  type QueueFunctionName,
} from '../lambdas/settings/deployment.ts';
import type { Settings } from '../lambdas/settings/standard-settings.ts';
import type { LocalFunction } from './lambda/function-host.ts';
import { isStoppedLoop } from './lambda/recursion-guard.ts';
import { startEventSourceMapping, type EventSourceMapping } from './lambda/event-source-mapping.ts';
import type { InvokeResult } from './lambda/invoke-result.ts';
import { startBundle, type BundleContext } from './start-bundle.ts';
import { homeRegion } from './partner.ts';
import type { LocalQueue } from './queues.ts';

/** A function that a queue feeds. */
export interface QueueFunction {
  /** Lets the event source mapping poll; before that, messages wait on the queue. */
  startPolling(): void;
  /** Whether it has no gathered or running messages. */
  isIdle(): boolean;
  /** The most memory that any of its processes has had at once. */
  memoryUsedMb(): number;
  /** Invocations that returned nothing: crashed, timed out, or failed. */
  failedInvocations(): number;
  /** How many of them Lambda stopped as a recursive loop. */
  stoppedLoops(): number;
  /** Its running processes. */
  processIds(): readonly number[];
  close(): Promise<void>;
}

/** What a function that a queue feeds needs to start. */
export interface QueueFunctionContext extends BundleContext {
  readonly sqsClient: SQSClient;
  /** What the functions are fed for. */
  readonly settings: Pick<Settings, 'delivery'>;
  /** The most messages in a batch, if less than the function's deployment allows. */
  readonly maxBatchSize?: number | undefined;
  /** How long a batch with a window may be gathered on a quiet queue, in seconds, if it is not as on AWS. */
  readonly quietSeconds?: number | undefined;
  /** Called after each invocation by a queue, before its messages are deleted. */
  readonly onInvocation?: ((event: SQSEvent, result: InvokeResult) => void) | undefined;
}

/** Starts a function, from the bundle that the stack deploys, with its event source mapping. */
export function startQueueFunction(
  name: QueueFunctionName | 'replay',
  queue: LocalQueue,
  context: QueueFunctionContext,
  environment: Readonly<Record<string, string>>,
): QueueFunction {
  const { batchSize, batchWindowSeconds, maximumConcurrency, ...deployment } =
    name === 'replay' ? replayDeployment : deploymentsFor(context.settings.delivery.prefer)[name];
  // More processes than cores would only take turns while their time-outs run.
  const concurrency = Math.min(maximumConcurrency, Math.max(2, availableParallelism()));
  const localFunction = startBundle(
    { name, ...deployment, maxConcurrency: concurrency, environment },
    context,
  );
  const counted = countFailures(localFunction, context.onInvocation);
  let mapping: EventSourceMapping | undefined;
  return {
    startPolling() {
      mapping ??= startEventSourceMapping({
        sqs: context.sqsClient,
        queueUrl: queue.url,
        queueArn: queue.arn,
        region: homeRegion,
        batchSize: Math.min(batchSize, context.maxBatchSize ?? batchSize),
        windowSeconds: batchWindowSeconds,
        quietSeconds: context.quietSeconds,
        maximumConcurrency: concurrency,
        invoke: counted.invoke,
      });
    },
    isIdle: () => mapping?.activity().idle ?? true,
    memoryUsedMb: () => localFunction.memoryUsedMb(),
    failedInvocations: counted.failed,
    stoppedLoops: counted.stopped,
    processIds: () => localFunction.processIds(),
    async close() {
      await mapping?.close();
      await localFunction.close();
    },
  };
}

/** Counts the invocations of a function that return nothing, and those of them that Lambda stopped. */
function countFailures(
  localFunction: LocalFunction,
  onInvocation: QueueFunctionContext['onInvocation'],
) {
  let failed = 0;
  let stopped = 0;
  return {
    failed: () => failed,
    stopped: () => stopped,
    invoke: async (event: SQSEvent, traceHeaders: readonly string[]): Promise<InvokeResult> => {
      const result = await localFunction.invoke(event, traceHeaders);
      if (result.kind !== 'returned') failed += 1;
      if (isStoppedLoop(result)) stopped += 1;
      onInvocation?.(event, result);
      return result;
    },
  };
}
