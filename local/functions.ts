import {
  deliveryEnvironment,
  deployments,
  mappingCacheSeconds,
  reconcileDeployment,
  type QueueFunctionName,
} from '../lambdas/settings/deployment.ts';
import type { FanOutVariable } from '../lambdas/fan-out/env.ts';
import type { RetryVariable } from '../lambdas/retry/env.ts';
import { callTimeoutMs } from './call-timeout.ts';
import type { InvokeResult } from './lambda/invoke-result.ts';
import { homeRegion } from './partner.ts';
import { startQueueFunction, type QueueFunctionContext } from './queue-function.ts';
import type { Queues } from './queues.ts';
import { localReconcileEnvironment } from './reconcile/reconcile-environment.ts';
import { startBundle } from './start-bundle.ts';

/** What the functions need to start. */
export interface FunctionsContext extends QueueFunctionContext {
  readonly queues: Queues;
  readonly tableName: string;
  /** Regions in which the reconciler looks for sources without a mapping. */
  readonly regions: readonly string[];
}

/** The functions: those that a queue feeds, and the reconciler. */
export interface Functions {
  /** Lets the event source mappings poll; before that, messages wait on their queues. */
  startPolling(): void;
  /** Whether no function that a queue feeds has gathered or running messages. */
  isIdle(): boolean;
  /** The most memory that any process of each function that a queue feeds has had at once. */
  memoryUsedMb(): Readonly<Record<QueueFunctionName, number>>;
  /** Invocations by a queue that returned nothing: crashed, timed out, or failed. */
  failedInvocations(): number;
  /** How many of them Lambda stopped as a recursive loop. */
  stoppedLoops(): Readonly<Record<QueueFunctionName, number>>;
  /** The processes of the functions that a queue feeds. */
  processIds(): readonly number[];
  /** Runs the reconciler once, as if it were the time `nowMs` (epoch milliseconds). */
  reconcile(nowMs: number): Promise<InvokeResult>;
  close(): Promise<void>;
}

/** Starts the functions, from the bundles that the stack deploys, with their event source mappings. */
export function startFunctions(context: FunctionsContext): Functions {
  const { queues, tableName, regions } = context;
  const fanOut = startQueueFunction('fan-out', queues.events, context, {
    ...deliveryVariables('fan-out', context),
    EVENTS_QUEUE_URL: queues.events.url,
    EVENTS_DEAD_LETTER_QUEUE_URL: queues.eventsDeadLetters.url,
    MAPPING_CACHE_SECONDS: mappingCacheSeconds,
  } satisfies Record<FanOutVariable, string>);
  const retryVariables = deliveryVariables('retry', context);
  const retry = startQueueFunction('retry', queues.retries, context, retryVariables);
  const environment = localReconcileEnvironment(tableName, regions);
  const reconciler = startBundle(
    { name: 'reconcile', ...reconcileDeployment, maxConcurrency: 1, environment },
    context,
  );
  return {
    startPolling() {
      fanOut.startPolling();
      retry.startPolling();
    },
    isIdle: () => fanOut.isIdle() && retry.isIdle(),
    memoryUsedMb: () => ({ 'fan-out': fanOut.memoryUsedMb(), retry: retry.memoryUsedMb() }),
    failedInvocations: () => fanOut.failedInvocations() + retry.failedInvocations(),
    stoppedLoops: () => ({ 'fan-out': fanOut.stoppedLoops(), retry: retry.stoppedLoops() }),
    processIds: () => [...fanOut.processIds(), ...retry.processIds()],
    reconcile: (nowMs) => reconciler.invoke({ dryRun: false, now: new Date(nowMs).toISOString() }),
    async close() {
      await fanOut.close();
      await retry.close();
      await reconciler.close();
    },
  };
}

function deliveryVariables(name: QueueFunctionName, { queues, tableName }: FunctionsContext) {
  return {
    ...deliveryEnvironment,
    MAX_CALLS_IN_FLIGHT_PER_REGION: String(deployments[name].callsInFlightPerRegion),
    // Nobody waits at a laptop for a quarter of an hour.
    RETRY_MAX_DELAY_SECONDS: '4',
    CALL_TIMEOUT_MS: String(callTimeoutMs),
    ACTIVITY_EVERY_SECONDS: '1',
    MAPPING_TABLE_NAME: tableName,
    HOME_REGION: homeRegion,
    RETRY_QUEUE_URL: queues.retries.url,
    RETRY_DEAD_LETTER_QUEUE_URL: queues.retriesDeadLetters.url,
  } satisfies Record<RetryVariable, string>;
}
