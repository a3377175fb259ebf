import { fleetPlans, fleetWithin, type Fleet, type Preference } from './fleet.ts';
import type { FunctionName } from './function-name.ts';
import { standardSettings, type Settings } from './standard-settings.ts';

/** The functions that read a queue of deliveries; each data plane has them. */
export type QueueFunctionName = Exclude<
  FunctionName,
  'history' | 'replay' | 'reconcile' | 'registration'
>;

/**
 * What Lambda does when a function's own output has invoked it some 16 times over: it stops the next
 * invocation, or lets it be (recursive-loop detection, docs/adr/0027).
 */
export type RecursiveLoop = 'Allow' | 'Terminate';

/** How a function is deployed; the stack and local mode both go by it. */
export interface FunctionDeployment {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly recursiveLoop: RecursiveLoop;
}

/** How a function that reads a queue is deployed and fed. */
export interface QueueFunctionDeployment extends FunctionDeployment {
  /** Messages in a batch at the most; Lambda also ends a batch at 6 MB. */
  readonly batchSize: number;
  /** How long a batch is gathered; Lambda asks for at least 1 s above 10 messages. */
  readonly batchWindowSeconds: number;
  /** Invocations of the function by its queue at once; Lambda takes 2 to 1,000. */
  readonly maximumConcurrency: number;
  /** Calls of PutPartnerEvents under way at once from one invocation to one Region. */
  readonly callsInFlightPerRegion: number;
  /** Receives after which SQS itself dead-letters a message that was given back each time. */
  readonly maxReceiveCount: number;
}

// Of one data plane alone; a stage of several Regions works out its own.
const standardFleet = standardFleetFor(standardSettings.delivery.prefer);

function standardFleetFor(prefer: Preference): Fleet {
  const fleet = fleetWithin({ ...standardSettings.quotas, dataPlanes: 1 }, fleetPlans[prefer]);
  if (fleet === undefined) throw new Error('the standard quotas are too small for any fleet');
  return fleet;
}

type Feeding = Pick<QueueFunctionDeployment, 'memoryMb' | 'batchSize' | 'batchWindowSeconds'>;

// Lambda takes no more without a window, which may take 20 s on a quiet queue (docs/adr/0045).
const atOnce = { batchSize: 10, batchWindowSeconds: 0 } as const;
// Lambda gives processor time by memory (docs/cost.md). A batch fits in 256 MB.
const memoryMb = { latency: 768, cost: 1280 } as const;

/** Memory and batches, by what the stage prefers. */
const feedings: Readonly<Record<Preference, Readonly<Record<QueueFunctionName, Feeding>>>> = {
  latency: {
    'fan-out': { memoryMb: memoryMb.latency, ...atOnce },
    retry: { memoryMb: memoryMb.latency, ...atOnce },
  },
  // Batches are large, so that requests to EventBridge are full: what a batch leaves over is one request a
  // Region that is not. They are no larger, since what comes while all invocations are busy waits for the
  // end of one.
  cost: {
    'fan-out': { memoryMb: memoryMb.cost, batchSize: 2_000, batchWindowSeconds: 1 },
    retry: { memoryMb: memoryMb.cost, batchSize: 1_000, batchWindowSeconds: 2 },
  },
};

/** What they have in common. */
const constant = {
  'fan-out': {
    timeoutSeconds: 60,
    // It sends parts of large messages back to the queue that it reads, each smaller than the whole.
    recursiveLoop: 'Allow',
    maxReceiveCount: 10,
  },
  retry: {
    timeoutSeconds: 60,
    // It writes to the queue that it reads, for 24 hours: far more than 16 rounds.
    recursiveLoop: 'Allow',
    maxReceiveCount: 10,
  },
} as const;

/** How the functions that deliver are deployed and fed in a stage that prefers latency, or cost. */
export function deploymentsFor(
  prefer: Preference,
): Readonly<Record<QueueFunctionName, QueueFunctionDeployment>> {
  const fleet = standardFleetFor(prefer);
  const deployment = (name: QueueFunctionName): QueueFunctionDeployment => ({
    ...constant[name],
    ...feedings[prefer][name],
    maximumConcurrency: fleet.maximumConcurrency[name],
    callsInFlightPerRegion: fleet.callsInFlightPerRegion[name],
  });
  return { 'fan-out': deployment('fan-out'), retry: deployment('retry') };
}

/** The same for a stage that sets nothing. */
export const deployments = deploymentsFor(standardSettings.delivery.prefer);

/**
 * The recorder. A run ends itself a while before the next one begins; one that takes longer is stopped by
 * Lambda, and another run finishes its work once its lease is over.
 */
export const historyDeployment = {
  // A whole vCPU: packing is processor time, and a minute's rows are held at once.
  memoryMb: 1_769,
  timeoutSeconds: 60,
  recursiveLoop: 'Terminate',
} as const satisfies FunctionDeployment;

/**
 * How long the history queue keeps its messages, which are the only copy of held events: a day less than
 * its dead letters, which keep their age and which SQS keeps no longer than 14 days. A message comes back two minutes after a run that failed, and is dead-lettered after more than
 * three hours of such runs.
 */
export const historyQueue = {
  visibilitySeconds: 2 * historyDeployment.timeoutSeconds,
  retentionDays: 13,
  // SQS's maximum, as of 2026.
  maxMessageBytes: 1_048_576,
  maxReceiveCount: 100,
} as const;

/** How often the recorder runs, in minutes: the shortest rate of EventBridge Scheduler. */
export const historyEveryMinutes = 1;

/** What the schedule says to the recorder: another run follows, to which it may leave messages. */
export const historyRunEvent = { mayDefer: true } as const;

/** The replay function: each message of its queue is the next page of one replay. */
export const replayDeployment: QueueFunctionDeployment = {
  memoryMb: 512,
  timeoutSeconds: 60,
  // It sends the next page's message to the queue that it reads.
  recursiveLoop: 'Allow',
  batchSize: 1,
  batchWindowSeconds: 0,
  maximumConcurrency: standardFleet.maximumConcurrency.replay,
  callsInFlightPerRegion: standardFleet.callsInFlightPerRegion.replay,
  maxReceiveCount: 10,
};

/** The reconciler stops a minute before the next run, so that two rarely overlap. */
export const reconcileDeployment = {
  memoryMb: 256,
  timeoutSeconds: reconcileTimeoutSeconds(standardSettings.reconcile.everyMinutes),
  recursiveLoop: 'Terminate',
} as const satisfies FunctionDeployment;

/** A minute less than the time between two runs, and at most the 15 minutes that Lambda allows. */
export function reconcileTimeoutSeconds(everyMinutes: number): number {
  return Math.min(everyMinutes - 1, 15) * 60;
}

/** An HTTP API waits 30 s for an answer. */
export const registrationDeployment: FunctionDeployment = {
  // 0.29 of a processor. To count 64 MB of the history, the most that one request reads, takes 2.1 s of a
  // whole one (66 ms for 2 MB), and the count has 8 s; with 256 MB it would take 14. A million requests of
  // 100 ms cost 33 cents more for it, beside a dollar for the HTTP API.
  memoryMb: 512,
  timeoutSeconds: 29,
  recursiveLoop: 'Terminate',
};

/**
 * Lambda asks for a visibility timeout of six function timeouts at least, and the batching window on
 * top of them (developer guide, creating an SQS event source mapping).
 */
export function visibilityTimeoutSeconds({
  timeoutSeconds,
  batchWindowSeconds,
}: Pick<QueueFunctionDeployment, 'timeoutSeconds' | 'batchWindowSeconds'>): number {
  return 6 * timeoutSeconds + batchWindowSeconds;
}

/** The reconciler's part of the quota of the other partner operations: registrations need the rest. */
export function reconcileRequestsPerSecond(quotas: Settings['quotas']): number {
  return Math.max(1, Math.floor(quotas.partnerOperationsPerSecond * 0.8));
}

/** The namespace of the functions' CloudWatch metrics. */
export const metricsNamespace = 'EventBridgePartner';

/** The environment variables of the functions' logger and metrics. */
export function powertoolsEnvironment(name: FunctionName) {
  return { POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: metricsNamespace };
}
