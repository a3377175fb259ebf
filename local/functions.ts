import type { SQSClient } from '@aws-sdk/client-sqs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bundleFunction, type FunctionName } from '../lambdas/bundle.ts';
import {
  deliveryEnvironment,
  deployments,
  mappingCacheSeconds,
  metricsNamespace,
} from '../lambdas/deployment.ts';
import type { FanOutVariable } from '../lambdas/fan-out/env.ts';
import type { RetryVariable } from '../lambdas/retry/env.ts';
import type { Endpoints } from './cloud.ts';
import { startEventSourceMapping, type EventSourceMapping } from './lambda/event-source-mapping.ts';
import { startFunction } from './lambda/function-host.ts';
import type { RuntimeApi } from './lambda/runtime-api.ts';
import { credentialsOf, homeRegion, partnerAccount } from './partner.ts';
import type { LocalQueue, Queues } from './queues.ts';

/** What the functions are started with. */
export interface FunctionsContext {
  readonly endpoints: Endpoints;
  readonly sqsClient: SQSClient;
  readonly queues: Queues;
  readonly tableName: string;
  readonly runtimeApi: RuntimeApi;
  readonly onOutput: (line: string) => void;
}

/** The functions, each fed by its queue. */
export interface Functions {
  /** Lets the event source mappings poll; before that, messages wait on their queues. */
  startPolling(): void;
  /** Whether no function has messages, gathered or running. */
  isIdle(): boolean;
  /** The most memory that any process of each function has had at once. */
  memoryUsedMb(): Readonly<Record<FunctionName, number>>;
  /** Invocations that ended without an answer: crashed, timed out, or failed. */
  failedInvocations(): number;
  close(): Promise<void>;
}

/** Makes the functions ready, from the bundles that the stack deploys, with their event source mappings. */
export function startFunctions(context: FunctionsContext): Functions {
  const { endpoints, queues } = context;
  const common = { ...commonEnvironment(endpoints), ...deliveryVariables(context) };
  const fanOut = startOne('fan-out', queues.events, context, {
    ...common,
    EVENTS_DEAD_LETTER_QUEUE_URL: queues.eventsDeadLetters.url,
    MAPPING_CACHE_SECONDS: mappingCacheSeconds,
  } satisfies Record<FanOutVariable, string>);
  const retry = startOne('retry', queues.retries, context, common);
  return {
    startPolling() {
      fanOut.startPolling();
      retry.startPolling();
    },
    isIdle: () => fanOut.isIdle() && retry.isIdle(),
    memoryUsedMb: () => ({ 'fan-out': fanOut.memoryUsedMb(), retry: retry.memoryUsedMb() }),
    failedInvocations: () => fanOut.failedInvocations() + retry.failedInvocations(),
    async close() {
      await fanOut.close();
      await retry.close();
    },
  };
}

function startOne(
  name: FunctionName,
  queue: LocalQueue,
  { sqsClient, runtimeApi, onOutput }: FunctionsContext,
  environment: Readonly<Record<string, string>>,
) {
  const { memoryMb, timeoutSeconds, batchSize, batchWindowSeconds, maximumConcurrency } =
    deployments[name];
  // More processes than cores take turns, and their time-outs run meanwhile.
  const concurrency = Math.min(maximumConcurrency, Math.max(2, availableParallelism()));
  let failed = 0;
  const localFunction = startFunction({
    runtimeApi,
    name,
    region: homeRegion,
    bundlePath: join(bundleFunction(name), 'index.mjs'),
    memoryMb,
    timeoutSeconds,
    maxConcurrency: concurrency,
    environment: { ...environment, POWERTOOLS_SERVICE_NAME: name },
    onOutput,
  });
  let mapping: EventSourceMapping | undefined;
  return {
    startPolling() {
      mapping ??= startEventSourceMapping({
        sqs: sqsClient,
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

/** The SDK's own variables: they lead every client to local mode, so that no function knows of it. */
function commonEnvironment({ sqs, dynamodb, eventBridge }: Endpoints) {
  const { accessKeyId, secretAccessKey } = credentialsOf(partnerAccount);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge,
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
  };
}

function deliveryVariables({ queues, tableName }: FunctionsContext) {
  return {
    ...deliveryEnvironment,
    // Nobody waits at a laptop for a quarter of an hour.
    RETRY_MAX_DELAY_SECONDS: '4',
    MAPPING_TABLE_NAME: tableName,
    RETRY_QUEUE_URL: queues.retries.url,
    RETRY_DEAD_LETTER_QUEUE_URL: queues.retriesDeadLetters.url,
  } satisfies Record<RetryVariable, string>;
}
