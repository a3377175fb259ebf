import type { SQSClient } from '@aws-sdk/client-sqs';
import { availableParallelism } from 'node:os';
import { deployments, type QueueFunctionName } from '../lambdas/deployment.ts';
import { startEventSourceMapping, type EventSourceMapping } from './lambda/event-source-mapping.ts';
import { startBundle, type BundleContext } from './start-bundle.ts';
import { homeRegion } from './partner.ts';
import type { LocalQueue } from './queues.ts';

/** A function that a queue feeds. */
export interface QueueFunction {
  /** Lets the event source mapping poll; before that, messages wait on the queue. */
  startPolling(): void;
  /** Whether it has no messages, gathered or running. */
  isIdle(): boolean;
  /** The most memory that any of its processes has had at once. */
  memoryUsedMb(): number;
  /** Invocations that ended without an answer: crashed, timed out, or failed. */
  failedInvocations(): number;
  close(): Promise<void>;
}

/** Makes a function ready, from the bundle that the stack deploys, with its event source mapping. */
export function startQueueFunction(
  name: QueueFunctionName,
  queue: LocalQueue,
  context: BundleContext & { readonly sqsClient: SQSClient },
  environment: Readonly<Record<string, string>>,
): QueueFunction {
  const { batchSize, batchWindowSeconds, maximumConcurrency, ...limits } = deployments[name];
  // More processes than cores take turns, and their time-outs run meanwhile.
  const concurrency = Math.min(maximumConcurrency, Math.max(2, availableParallelism()));
  let failed = 0;
  const localFunction = startBundle(
    { name, ...limits, maxConcurrency: concurrency, environment },
    context,
  );
  let mapping: EventSourceMapping | undefined;
  return {
    startPolling() {
      mapping ??= startEventSourceMapping({
        sqs: context.sqsClient,
        queueUrl: queue.url,
        queueArn: queue.arn,
        region: homeRegion,
        batchSize,
        windowSeconds: batchWindowSeconds,
        maximumConcurrency: concurrency,
        invoke: async (event) => {
          const result = await localFunction.invoke(event);
          if (result.kind !== 'returned') failed += 1;
          return result;
        },
      });
    },
    isIdle: () => mapping?.activity().idle ?? true,
    memoryUsedMb: () => localFunction.memoryUsedMb(),
    failedInvocations: () => failed,
    async close() {
      await mapping?.close();
      await localFunction.close();
    },
  };
}
