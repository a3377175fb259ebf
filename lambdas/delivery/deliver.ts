import type { DeadLetter } from '../domain/dead-letter.ts';
import type { EventIdPlace } from '../domain/event-resource.ts';
import { canBeHeld, holdReasonOf } from '../domain/history/hold.ts';
import type { Failure, Outcome } from '../domain/outcome.ts';
import type { RequestLimits } from '../domain/fill-request.ts';
import { isKept } from '../domain/payload/payload-reference.ts';
import { requestLimitMemory, type RequestLimitMemory } from '../domain/request-limit.ts';
import { decideDisposition, type Disposition, type RetryPolicy } from '../domain/retry-policy.ts';
import type { DeleteMessages, MappingTable, PutPartnerEvents } from '../ports/delivery.ts';
import type { HistorySink } from '../ports/history.ts';
import type { Decided, DispositionServices } from './apply-dispositions.ts';
import { gatherActivity } from './batch-activity.ts';
import type { BatchContext, BatchWork, Work } from './batch.ts';
import type { TimeShares } from './deadlines.ts';
import { deliverToRegion, type RegionContext } from './deliver-to-region.ts';
import type { Attempted, CallSettings } from './put-request.ts';
import { dispositionRecorder, type DispositionRecorder } from './record-dispositions.ts';
import {
  historyRecorder,
  withoutHistory,
  type HistoryRecorder,
  type HistorySettings,
} from './record-history.ts';
import type { ReferServices } from './refer.ts';
import { withRegionCircuitBreaker } from './region-circuit-breaker.ts';
import { mappingRetirer, type RetireMapping } from './retire-mappings.ts';

/** What delivering needs from outside. */
export interface DeliverServices extends DispositionServices, ReferServices {
  readonly mappings: MappingTable;
  readonly put: PutPartnerEvents;
  /** On the queue that the batch came from. */
  readonly deleteMessages: DeleteMessages;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Absent where nothing is recorded; then nothing is held either. */
  readonly history?: HistorySink | undefined;
  readonly settings: DeliverSettings;
}

/** The services, and what an execution environment remembers from batch to batch. */
export interface DeliverContext extends DeliverServices {
  readonly requestLimits: RequestLimitMemory;
}

/** How deliveries are made. */
export interface DeliverSettings extends RequestLimits, CallSettings, TimeShares {
  /** The most calls to one Region that are under way at once, so that a slow Region holds up no other. */
  readonly maxCallsInFlightPerRegion: number;
  /**
   * The most deliveries of one message that an invocation makes; a larger message goes back to the
   * events queue in parts of this size.
   */
  readonly maxDeliveriesPerMessage: number;
  /** The deliveries to a Region that a request is chosen from; 500 where it is not given. */
  readonly windowEntries?: number;
  /** The largest entry that EventBridge takes, in bytes as it counts them. */
  readonly maxEntryBytes: number;
  /** Where customers find the vendor's id of an event. */
  readonly eventIdIn: EventIdPlace;
  /** How often a source's activity is written to the mapping table. */
  readonly activityEveryMs: number;
  readonly retryPolicy: RetryPolicy;
  readonly history: HistorySettings;
}

/** How far a batch came in its time. */
export interface Delivered {
  /** Messages (ids) with a recorded disposition: they must not be read again whole. */
  readonly begun: ReadonlySet<string>;
  /** How many deliveries of each message (id) were made, counted from its first one, by Region. */
  readonly taken: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Deliveries that were made, and not attempted because the time ran out. */
  readonly notStarted: readonly Work[];
  /**
   * Deliveries whose disposition no queue took, once the history has ended, which may need all of its time.
   * Never rejects.
   */
  readonly unwritten: Promise<readonly Work[]>;
}

// AWS raises a limit seldom; a Region that is tried too soon costs one refused request.
const forgetAfterMs = 60 * 60_000;

/** Adds what the execution environment remembers of each Region to a function's services. */
export function rememberRegions<S extends DeliverServices>(services: S): S & DeliverContext {
  const { put, now, settings } = services;
  const configuredBytes = settings.maxRequestBytes;
  return {
    ...services,
    put: withRegionCircuitBreaker(put, now),
    requestLimits: requestLimitMemory({ configuredBytes, now, forgetAfterMs }),
  };
}

/**
 * Makes one delivery attempt for each delivery and records its disposition. The Regions are worked side
 * by side, each at its own pace: a slow one holds up no other.
 */
export async function deliver(
  work: BatchWork,
  services: DeliverContext,
  batch: BatchContext,
): Promise<Delivered> {
  const history = historyOf(services, batch);
  const recorder = dispositionRecorder({
    services,
    ...batch,
    ...batch.deadlines,
    onRecorded: (decided) => history.add(decided),
  });
  const retire = mappingRetirer(services, { ...batch, ...batch.deadlines });
  const begun = new Set<string>();
  const notStarted: Work[] = [];
  const context = { services, batch, recorder, history, retire, begun, notStarted };

  const regions = Array.from(work, async ([region, deliveries]) => {
    const rest = await deliverToRegion(region, deliveries, regionContext(region, context));
    return [region, rest] as const;
  });
  const remainders = await Promise.all(regions);
  const unwritten = endOf(recorder, history);
  for (const [, rest] of remainders) notStarted.push(...rest.notStarted);
  const taken = new Map(remainders.map(([region, rest]) => [region, rest.taken]));
  return { begun, taken, notStarted, unwritten };
}

async function endOf(
  recorder: DispositionRecorder,
  history: HistoryRecorder,
): Promise<readonly Work[]> {
  return [...(await recorder.end()), ...(await history.end())];
}

function historyOf(services: DeliverContext, batch: BatchContext): HistoryRecorder {
  const { history: sink } = services;
  if (sink === undefined) return withoutHistory(batch.acknowledgement);
  return historyRecorder({ ...services, ...batch, ...batch.deadlines, sink });
}

/** A batch's deliveries under way. */
interface DeliveringContext {
  readonly services: DeliverContext;
  readonly batch: BatchContext;
  readonly recorder: DispositionRecorder;
  readonly history: HistoryRecorder;
  readonly retire: RetireMapping;
  readonly begun: Set<string>;
  readonly notStarted: Work[];
}

function regionContext(region: string, context: DeliveringContext): RegionContext {
  const { services, batch, history, notStarted } = context;
  const { put, now, settings, requestLimits } = services;
  return {
    put,
    now,
    settings,
    counters: batch.counters,
    callsMs: batch.deadlines.callsMs,
    maxCallsInFlight: settings.maxCallsInFlightPerRegion,
    limits: () => ({ ...settings, maxRequestBytes: requestLimits.limitOf(region) }),
    takeOut(delivery) {
      const disposition = dispositionWithoutCall(delivery, services);
      if (disposition !== undefined) void record([{ delivery, disposition }], context);
      return disposition !== undefined;
    },
    isFull: () => history.isFull(),
    onNotStarted: (request) => void notStarted.push(...request),
    onRefusedForSize(request) {
      const largest = Math.max(...request.map(({ sizeBytes }) => sizeBytes));
      requestLimits.refused(region, bytesOf(request), request.length, largest);
    },
    settle: (attempted) => settle(attempted, context),
  };
}

/** Decides and records what is done with deliveries; what was accepted waits for no retirement. */
async function settle(
  attempted: readonly Attempted<Work>[],
  context: DeliveringContext,
): Promise<void> {
  const accepted: Decided<Work>[] = [];
  const others: Attempted<Work>[] = [];
  for (const one of attempted) {
    if (one.outcome.kind !== 'delivered') others.push(one);
    else accepted.push(acceptedBy(one.delivery, one.outcome));
  }
  await record(accepted, context);
  await record(await Promise.all(others.map((one) => decide(one, context))), context);
}

function acceptedBy(
  delivery: Work,
  { eventId }: Extract<Outcome, { kind: 'delivered' }>,
): Decided<Work> {
  return { delivery, disposition: { kind: 'accepted', eventBridgeId: eventId } };
}

/**
 * Decides a delivery's disposition. Where EventBridge does not know its source, its mapping is retired, and
 * the delivery is held, unless the customer has deleted the registration.
 */
async function decide(
  { delivery, outcome }: Attempted<Work>,
  { services, retire }: DeliveringContext,
): Promise<Decided<Work>> {
  const gone = outcome.kind === 'sourceGone' ? await retire(delivery, outcome.failure) : undefined;
  if (outcome.kind === 'sourceGone' && gone === 'retired' && isHeld(delivery, services)) {
    const { failure } = outcome;
    return { delivery, disposition: { kind: 'hold', reason: 'sourceGone', failure } };
  }
  const decided = gone === 'unclear' ? tryAgain(outcome) : outcome;
  return { delivery, disposition: afterOutcome(delivery, decided, services) };
}

function afterOutcome(
  delivery: Work,
  outcome: Outcome,
  { now, random, settings: { retryPolicy: policy } }: DeliverContext,
): Disposition {
  return decideDisposition(delivery, outcome, { nowMs: now(), random: random(), policy });
}

async function record(
  decided: readonly Decided<Work>[],
  { services, batch, recorder, begun }: DeliveringContext,
): Promise<void> {
  for (const { delivery } of decided) begun.add(delivery.messageId);
  gatherActivity(decided, services.now(), batch.activity);
  await recorder.record(decided);
}

function tryAgain(outcome: Outcome): Outcome {
  if (outcome.kind !== 'sourceGone') return outcome;
  return retryable(outcome.failure);
}

function retryable(failure: Failure): Outcome {
  return { kind: 'retryable', failure, known: true };
}

function bytesOf(request: readonly Work[]): number {
  return request.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** What is done with a delivery of which no attempt is to be made; undefined for the others. */
function dispositionWithoutCall(delivery: Work, services: DeliverContext): Disposition | undefined {
  if (delivery.isSkipped === true) return { kind: 'skip' };
  const reason = holdReasonOf(delivery.mapping);
  if (reason !== undefined && isHeld(delivery, services)) return { kind: 'hold', reason };
  if (reason === 'retired') return { kind: 'drop' };
  const { notPutFor: failure } = delivery;
  if (failure !== undefined) return afterOutcome(delivery, retryable(failure), services);
  const why = whyNotPut(delivery, services);
  return why && { kind: 'deadLetter', why };
}

/** Why a delivery must not be put: its entry is too large, or has neither the event's detail nor a link to it. */
function whyNotPut(
  { event: { reference }, stubJson, sizeBytes }: Work,
  { settings: { maxEntryBytes }, now }: DeliverContext,
): DeadLetter | undefined {
  if (reference !== undefined && stubJson === undefined) {
    const text = isKept(reference, now())
      ? 'the event refers to its detail, and the stage relays no such events (largeEvents.relay)'
      : `the detail of the event was kept until ${reference.expiresAt ?? 'an unknown time'}`;
    return { reason: 'payloadWrong', text };
  }
  if (sizeBytes <= maxEntryBytes) return undefined;
  const text = `the entry has ${sizeBytes} bytes, EventBridge takes ${maxEntryBytes}`;
  return { reason: 'entryTooLarge', text };
}

/** Whether a delivery that nobody would receive is held. */
function isHeld({ event }: Work, { history }: DeliverContext): boolean {
  return history !== undefined && canBeHeld(event);
}
