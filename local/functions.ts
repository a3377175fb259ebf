import {
  deploymentsFor,
  reconcileDeployment,
  replayDeployment,
  type QueueFunctionName,
} from '../lambdas/settings/deployment.ts';
import { environmentOf } from '../lambdas/settings/environment-of.ts';
import type { Settings } from '../lambdas/settings/standard-settings.ts';
import type { LocalFunction } from './lambda/function-host.ts';
import type { InvokeResult } from './lambda/invoke-result.ts';
import { homeRegion } from './partner.ts';
import { startQueueFunction, type QueueFunctionContext } from './queue-function.ts';
import type { Queues } from './queues.ts';
import { historyPlace } from './history/history-place.ts';
import { startRecorder, type Recorder } from './history/recorder.ts';
import { payloadBucketPrefix } from './payload-bucket.ts';
import { localReconcileEnvironment } from './reconcile/reconcile-environment.ts';
import { startBundle } from './start-bundle.ts';

/** What the functions need to start. */
export interface FunctionsContext extends QueueFunctionContext {
  readonly queues: Queues;
  readonly tableName: string;
  readonly historyTableName: string;
  /** Regions in which the reconciler looks for sources without a mapping. */
  readonly regions: readonly string[];
  /** The console's address, with which links to details begin. */
  readonly publicUrl: string;
  /** The settings of the functions that deliver. */
  readonly settings: Settings;
}

/** The functions: those that a queue feeds, the recorder, and the reconciler. */
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
  /** The function that records the history. */
  readonly recorder: Pick<Recorder, 'run'>;
  close(): Promise<void>;
}

/** Starts the functions, from the bundles that the stack deploys, with their event source mappings. */
export function startFunctions(context: FunctionsContext): Functions {
  const { fanOut, retry, replay } = startQueueFunctions(context);
  const ofQueues = [fanOut, retry, replay];
  const reconciler = startReconciler(context);
  const recorder = startRecorder(placeOf(context), context);
  return {
    recorder,
    startPolling() {
      for (const one of ofQueues) one.startPolling();
    },
    isIdle: () => ofQueues.every((one) => one.isIdle()),
    memoryUsedMb: () => ({ 'fan-out': fanOut.memoryUsedMb(), retry: retry.memoryUsedMb() }),
    failedInvocations: () => ofQueues.reduce((sum, one) => sum + one.failedInvocations(), 0),
    stoppedLoops: () => ({ 'fan-out': fanOut.stoppedLoops(), retry: retry.stoppedLoops() }),
    processIds: () => [...ofQueues, recorder].flatMap((one) => one.processIds()),
    reconcile: (nowMs) => reconciler.invoke({ dryRun: false, now: new Date(nowMs).toISOString() }),
    async close() {
      for (const one of ofQueues) await one.close();
      await recorder.close();
      await reconciler.close();
    },
  };
}

function startQueueFunctions(context: FunctionsContext) {
  const { events, retries, replays } = context.queues;
  const fanOut = environmentOf('fan-out', deliverySettings('fan-out', context));
  const retry = environmentOf('retry', deliverySettings('retry', context));
  const replay = environmentOf('replay', deliverySettings('replay', context));
  return {
    fanOut: startQueueFunction('fan-out', events, context, fanOut),
    retry: startQueueFunction('retry', retries, context, retry),
    replay: startQueueFunction('replay', replays, context, replay),
  };
}

function startReconciler(context: FunctionsContext): LocalFunction {
  const { tableName, regions, queues, publicUrl } = context;
  const environment = localReconcileEnvironment(tableName, regions, {
    replayQueueUrl: queues.replays.url,
    publicUrl,
  });
  return startBundle(
    { name: 'reconcile', ...reconcileDeployment, maxConcurrency: 1, environment },
    context,
  );
}

function placeOf({ queues, historyTableName }: FunctionsContext) {
  return historyPlace(queues, historyTableName);
}

function deliverySettings(name: QueueFunctionName | 'replay', context: FunctionsContext) {
  const { queues, tableName, settings } = context;
  const { callsInFlightPerRegion } =
    name === 'replay' ? replayDeployment : deploymentsFor(settings.delivery.prefer)[name];
  return {
    ...settings,
    share: { maxCallsInFlightPerRegion: callsInFlightPerRegion },
    place: {
      ...placeOf(context),
      payloadBucketPrefix,
      mappingTableName: tableName,
      homeRegion,
      eventsQueueUrl: queues.events.url,
      eventsDeadLetterQueueUrl: queues.eventsDeadLetters.url,
      retryQueueUrl: queues.retries.url,
      retryDeadLetterQueueUrl: queues.retriesDeadLetters.url,
    },
  };
}
