import type { Outcome } from '../domain/outcome.ts';
import type { RequestLimits } from '../domain/pack.ts';
import type { RequestLimitMemory } from '../domain/request-limit.ts';
import { decideDisposition, type RetryPolicy } from '../domain/retry-policy.ts';
import type { EarlyAcknowledgement } from './acknowledge-early.ts';
import type { Decided, DispositionServices } from './apply-dispositions.ts';
import { gatherActivity, type BatchActivity } from './batch-activity.ts';
import type { Deadlines, TimeShares } from './deadlines.ts';
import { deliverToRegion, type RegionContext } from './deliver-to-region.ts';
import { goneSources } from './gone-sources.ts';
import type { DeleteMessages, MappingTable, PutPartnerEvents } from '../ports/delivery.ts';
import type { Attempt, Attempted, CallSettings } from './put-request.ts';
import { dispositionRecorder } from './record-dispositions.ts';
import type { BatchCounters } from './batch-counters.ts';
import type { BatchWork, Work } from './work.ts';

/** What delivering needs from outside. */
export interface DeliverServices extends DispositionServices {
  readonly mappings: MappingTable;
  readonly put: PutPartnerEvents;
  /** On the queue that the batch came from. */
  readonly deleteMessages: DeleteMessages;
  readonly random: () => number;
  readonly settings: DeliverSettings;
}

/** The services, and what an execution environment remembers from batch to batch. */
export interface DeliverContext extends DeliverServices {
  readonly requestLimits: RequestLimitMemory;
}

/** How deliveries are made. */
export interface DeliverSettings extends RequestLimits, CallSettings, TimeShares {
  /** Calls under way at once to one Region, so that a slow Region holds up no other. */
  readonly maxCallsInFlightPerRegion: number;
  /**
   * The deliveries of one message that an invocation makes; what is more goes back to the events queue in
   * parts of so many.
   */
  readonly maxDeliveriesPerMessage: number;
  /** Deliveries to a Region that are taken and packed at once; 1,000 where it is not given. */
  readonly windowEntries?: number;
  /** The largest entry that EventBridge takes, in bytes as it counts them. */
  readonly maxEntryBytes: number;
  /** How often it is written down what became of a source's events. */
  readonly activityEveryMs: number;
  readonly retryPolicy: RetryPolicy;
}

/** The batch that deliveries are of; what becomes of them is counted and gathered there. */
export interface BatchContext {
  readonly deadlines: Deadlines;
  readonly counters: BatchCounters;
  readonly activity: BatchActivity;
  /** Is told of each delivery that has its durable disposition. */
  readonly acknowledgement: EarlyAcknowledgement;
}

/** How far a batch came in its time. */
export interface Delivered {
  /** Messages (ids) of which something was begun: they must not be read again whole. */
  readonly begun: ReadonlySet<string>;
  /** How many deliveries of each message (id) were taken, from its first on, by Region. */
  readonly taken: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Deliveries that were taken, and not attempted for lack of time. */
  readonly notStarted: readonly Work[];
  /** Deliveries whose disposition no queue took. */
  readonly unwritten: readonly Work[];
}

/**
 * Makes one delivery attempt for each delivery and writes down what is done with it. The Regions are
 * worked side by side, each at its own pace: a slow one holds up no other.
 */
export async function deliver(
  work: BatchWork,
  services: DeliverContext,
  context: BatchContext,
): Promise<Delivered> {
  const { settings, put, now } = services;
  const { deadlines, counters, activity } = context;
  const begun = new Set<string>();
  const notStarted: Work[] = [];
  const recorder = dispositionRecorder({ services, ...context, ...deadlines });
  const isGone = goneSources(services, { counters, ...deadlines });

  const record = async (decided: readonly Decided<Work>[]) => {
    for (const { delivery } of decided) begun.add(delivery.messageId);
    gatherActivity(decided, now(), activity);
    await recorder.record(decided);
  };

  const decide = async ({ delivery, outcome }: Answered): Promise<Decided<Work>> => {
    const isKept = outcome.kind === 'sourceGone' && !(await isGone(delivery, outcome.failure));
    const circumstances = { nowMs: now(), random: services.random(), policy: settings.retryPolicy };
    const disposition = decideDisposition(
      delivery,
      isKept ? tryAgain(outcome) : outcome,
      circumstances,
    );
    return { delivery, disposition };
  };

  const settle = async (attempted: readonly Attempted<Work>[]) => {
    const accepted: Decided<Work>[] = [];
    const others: Answered[] = [];
    for (const { delivery, attempt } of attempted) {
      if (attempt.kind === 'notStarted') notStarted.push(delivery);
      else if (attempt.kind === 'delivered')
        accepted.push({ delivery, disposition: { kind: 'accepted' } });
      else others.push({ delivery, outcome: attempt });
    }
    await record(accepted);
    await record(await Promise.all(others.map(decide)));
  };

  const regions = Array.from(work, async ([region, deliveries]) => {
    const rest = await deliverToRegion(region, deliveries, {
      put,
      settings,
      now,
      callsMs: deadlines.callsMs,
      counters,
      settle,
      ...requestsTo(region, services),
      maxCallsInFlight: settings.maxCallsInFlightPerRegion,
      canFit: ({ sizeBytes }) => sizeBytes <= settings.maxEntryBytes,
      onTooLarge: (delivery) => void record([refuse(delivery, settings)]),
    });
    return [region, rest] as const;
  });
  const remainders = await Promise.all(regions);
  const unwritten = await recorder.end();
  for (const [, rest] of remainders) notStarted.push(...rest.notStarted);
  const taken = new Map(remainders.map(([region, rest]) => [region, rest.taken]));
  return { begun, taken, notStarted, unwritten };
}

/** What requests to a Region may hold, and what is learnt when one is refused for its size. */
function requestsTo(
  region: string,
  { settings, requestLimits }: DeliverContext,
): Pick<RegionContext, 'limits' | 'onRefusedForSize'> {
  return {
    limits: () => ({ ...settings, maxRequestBytes: requestLimits.limitOf(region) }),
    onRefusedForSize(request) {
      const largest = Math.max(...request.map(({ sizeBytes }) => sizeBytes));
      requestLimits.refused(region, bytesOf(request), request.length, largest);
    },
  };
}

interface Answered {
  readonly delivery: Work;
  readonly outcome: Exclude<Attempt, { kind: 'notStarted' }>;
}

function tryAgain({ failure }: Extract<Outcome, { kind: 'sourceGone' }>): Outcome {
  return { kind: 'retryable', failure, known: true };
}

function bytesOf(request: readonly Work[]): number {
  return request.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function refuse(delivery: Work, { maxEntryBytes }: DeliverSettings): Decided<Work> {
  const text = `the entry has ${delivery.sizeBytes} bytes, EventBridge takes ${maxEntryBytes}`;
  return { delivery, disposition: { kind: 'deadLetter', why: { reason: 'entryTooLarge', text } } };
}
