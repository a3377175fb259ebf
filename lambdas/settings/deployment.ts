import type { FunctionName } from '../bundle/bundle.ts';
import { fleetWithin } from './fleet.ts';

/** The functions that read a queue. */
export type QueueFunctionName = Exclude<FunctionName, 'reconcile' | 'registration'>;

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

/** Requests a second in a Region of an account that AWS has raised no quota of, as its archived user guide has them. */
export const standardQuotas = { putPartnerEventsPerSecond: 1_400, partnerOperationsPerSecond: 50 };

// Of one data plane alone; a stage of several Regions works out its own.
const standardFleet = fleetWithin({ ...standardQuotas, dataPlanes: 1 });
if (standardFleet === undefined) throw new Error('the standard quotas are too small for any fleet');

// Lambda gives processor time by memory, and with less of it calls that the quota allows would wait for the
// processor (docs/cost.md). A batch fits in 256 MB.
const deliveringMemoryMb = 1280;

/**
 * Batches are large, so that requests to EventBridge are full: what a batch leaves over is one request a
 * Region that is not. They are no larger, since what comes while all invocations are busy waits for the
 * end of one.
 */
export const deployments: Readonly<Record<QueueFunctionName, QueueFunctionDeployment>> = {
  'fan-out': {
    memoryMb: deliveringMemoryMb,
    timeoutSeconds: 60,
    // It sends parts of large messages back to the queue that it reads, each smaller than the whole.
    recursiveLoop: 'Allow',
    batchSize: 2_000,
    batchWindowSeconds: 1,
    maximumConcurrency: standardFleet.maximumConcurrency['fan-out'],
    callsInFlightPerRegion: standardFleet.callsInFlightPerRegion['fan-out'],
    maxReceiveCount: 10,
  },
  retry: {
    memoryMb: deliveringMemoryMb,
    timeoutSeconds: 60,
    // It writes to the queue that it reads, for 24 hours: far more than 16 rounds.
    recursiveLoop: 'Allow',
    batchSize: 1_000,
    batchWindowSeconds: 2,
    maximumConcurrency: standardFleet.maximumConcurrency.retry,
    callsInFlightPerRegion: standardFleet.callsInFlightPerRegion.retry,
    maxReceiveCount: 10,
  },
};

/** How often the reconciler runs where a stage does not say otherwise. */
const reconcileEveryMinutes = 15;

/** The reconciler rests a minute before the next run, so that two seldom meet. */
export const reconcileDeployment = {
  memoryMb: 256,
  timeoutSeconds: reconcileTimeoutSeconds(reconcileEveryMinutes),
  recursiveLoop: 'Terminate',
  everyMinutes: reconcileEveryMinutes,
} as const satisfies FunctionDeployment & { everyMinutes: number };

/** A minute less than the time between two runs, and at most the 15 minutes that Lambda allows. */
export function reconcileTimeoutSeconds(everyMinutes: number): number {
  return Math.min(everyMinutes - 1, 15) * 60;
}

/** An HTTP API waits 30 s for an answer. */
export const registrationDeployment: FunctionDeployment = {
  memoryMb: 256,
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

/** Settings of the functions' environment that are the same wherever they run, for both that deliver. */
export const deliveryEnvironment = {
  // PutEvents takes 1 MiB in a request since 2026-01-29, and Shopify tells of entries of so much for
  // partners (changelog of 2026-11-17). That a request may have more than an entry is told nowhere.
  MAX_ENTRY_BYTES: '1048576',
  MAX_REQUEST_BYTES: '1048576',
  // Sixty times what a call is planned with. While one waits, so does its batch; and there are few invocations.
  CALL_TIMEOUT_MS: '3000',
  RETRY_BASE_DELAY_SECONDS: '1',
  // The most that SQS delays a message.
  RETRY_MAX_DELAY_SECONDS: '900',
  // By each execution environment: what is shown of a source is at most this much behind.
  ACTIVITY_EVERY_SECONDS: '60',
} as const;

/** The reconciler's part of the quota of the other partner operations: registrations need the rest. */
export function reconcileRequestsPerSecond(quotas: typeof standardQuotas): number {
  return Math.max(1, Math.floor(quotas.partnerOperationsPerSecond * 0.8));
}

/** Settings of the reconciler's environment that are the same wherever it runs. */
export const reconcileEnvironment = {
  RECONCILE_REQUESTS_PER_SECOND: String(reconcileRequestsPerSecond(standardQuotas)),
  POLICY_DRIFT: 'repair',
  POLICY_GONE: 'repair',
  POLICY_OTHER_ACCOUNT: 'repair',
  POLICY_ORPHAN: 'report',
  ORPHAN_GRACE_HOURS: '24',
  EXPIRING_DAYS: '3,1',
} as const;

/** Settings of the registration function's environment that are the same wherever it runs. */
export const registrationEnvironment = {
  MAX_SOURCES_PER_TENANT: '1000',
  MAX_PENDING_SOURCES_PER_TENANT: '100',
  MAX_REQUESTS_PER_TENANT_PER_MINUTE: '600',
  MAX_BODY_BYTES: '16384',
  POLICY_DRIFT: reconcileEnvironment.POLICY_DRIFT,
  POLICY_GONE: reconcileEnvironment.POLICY_GONE,
  POLICY_OTHER_ACCOUNT: reconcileEnvironment.POLICY_OTHER_ACCOUNT,
} as const;

/** A new registration is seen this much later at the most. */
export const mappingCacheSeconds = '30';

/** The namespace of the functions' CloudWatch metrics. */
export const metricsNamespace = 'EventBridgePartner';
