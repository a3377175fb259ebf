import type { SQSClient } from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import { deploymentsFor } from '../../../lambdas/settings/deployment.ts';
import { startEventSourceMapping } from '../../../local/lambda/event-source-mapping.ts';
import { startFunction } from '../../../local/lambda/function-host.ts';
import { startRuntimeApi } from '../../../local/lambda/runtime-api.ts';
import { homeRegion } from '../../../local/partner.ts';

// At such rates a stage prefers cost.
const deployments = deploymentsFor('cost');

/** A function that does nothing, in a process of its own, and the pump that feeds it. */
export interface EmptyPump {
  /** Empties a queue of this many messages, in one batch; resolves with how long it took, to the last deletion. */
  empty(queueUrl: string, messages: number): Promise<number>;
  close(): Promise<void>;
}

/** Starts the function's process, so that its start is not measured. */
export async function startEmptyPump(sqs: SQSClient): Promise<EmptyPump> {
  const runtimeApi = await startRuntimeApi({ port: 0 });
  const emptyFunction = startEmptyFunction(runtimeApi);
  await emptyFunction.invoke({ Records: [] });
  return {
    async empty(queueUrl, messages) {
      const startMs = performance.now();
      const { promise: invoked, resolve } = Promise.withResolvers<void>();
      const mapping = startEventSourceMapping({
        sqs,
        queueUrl,
        queueArn: `arn:aws:sqs:${homeRegion}:000000000000:bench`,
        region: homeRegion,
        batchSize: messages,
        windowSeconds: deployments['fan-out'].batchWindowSeconds,
        maximumConcurrency: 1,
        invoke: async (event) => {
          const result = await emptyFunction.invoke(event);
          resolve();
          return result;
        },
      });
      await invoked;
      // Closing waits for the deletions.
      await mapping.close();
      return performance.now() - startMs;
    },
    async close() {
      await emptyFunction.close();
      await runtimeApi.close();
    },
  };
}

function startEmptyFunction(runtimeApi: Awaited<ReturnType<typeof startRuntimeApi>>) {
  const { memoryMb, timeoutSeconds } = deployments['fan-out'];
  return startFunction({
    runtimeApi,
    name: 'empty-function',
    region: homeRegion,
    bundlePath: join(import.meta.dirname, 'empty-function.mjs'),
    memoryMb,
    timeoutSeconds,
    maxConcurrency: 1,
    environment: {},
    onOutput: () => undefined,
  });
}
