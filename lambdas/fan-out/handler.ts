import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { acknowledgeEarly, type EarlyAcknowledgement } from '../delivery/acknowledge-early.ts';
import type { BatchCounters } from '../delivery/batch-counters.ts';
import {
  beginBatch,
  endBatch,
  type Batch,
  type BatchContext,
  type BatchWork,
  type ReportServices,
} from '../delivery/batch.ts';
import {
  deliver,
  rememberRegions,
  type DeliverContext,
  type Delivered,
  type DeliverServices,
} from '../delivery/deliver.ts';
import { activityNoter } from '../delivery/note-activity.ts';
import type { MessageQueue } from '../ports/delivery.ts';
import { readRecord, type EventsMessage } from './events-message.ts';
import { findMappings, type LookedUpMessage } from './find-mappings.ts';
import { keepTexts } from './keep-texts.ts';
import {
  deliveriesIn,
  deliveriesOf,
  filteredOf,
  planMessage,
  toSettleIn,
  type Bound,
  type PlannedMessage,
} from './plan.ts';
import { refuseInvalid } from './refuse-invalid.ts';
import { divideMessages } from './send-parts.ts';
import { settleUnfinished } from './settle-unfinished.ts';
import { storeLarge, type StoredMessages } from './store-large.ts';

/** What the fan-out function needs from outside. */
export interface FanOutServices extends DeliverServices, ReportServices {
  readonly eventDeadLetters: MessageQueue;
  /** The queue that the function reads: parts of messages go back to it. */
  readonly eventsQueue: MessageQueue;
  /** How CloudEvents are read. */
  readonly cloudEvents: { readonly generatorAttribute: string };
}

/**
 * The fan-out function: reads a batch of the events queue and relays each event to the partner event
 * source of every customer who asked for it. A message is acknowledged when everything that came of it
 * has a durable disposition; the others come back as batch item failures.
 */
export function fanOutHandler(outside: FanOutServices) {
  const services = rememberRegions(outside);
  const noteActivity = activityNoter(services);
  return async (
    { Records: records }: SQSEvent,
    invocation: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const batch = beginBatch(invocation, services);
    const { deadlines, counters, activity } = batch;
    const messages = readMessages(records, services);
    const found = await findMappings(messages, services, deadlines.lookUpsMs);
    const { planned, linkTo } = await planAndDivide(found, services, batch);
    const acknowledgement = acknowledgeEarly(planned.map(expected), services.deleteMessages);
    const texts = keepTexts(planned, services, deadlines);
    const context = { ...batch, acknowledgement, texts };
    const relayed = await relay({ planned, linkTo }, services, context);
    await acknowledgement.endAfter(noteActivity(activity, deadlines.endMs));
    countSettled(planned, relayed, acknowledgement, counters);
    return endBatch(returnedIds(messages, planned, acknowledgement), counters, services);
  };
}

type ReadingServices = Pick<FanOutServices, 'payloads' | 'cloudEvents' | 'settings'>;

/** Reads the records; SQS may give the same message twice in one batch. */
function readMessages(
  records: readonly SQSRecord[],
  { payloads, cloudEvents, settings: { maxEntryBytes } }: ReadingServices,
): readonly EventsMessage[] {
  // By reference any event fits that fits a message.
  const rules = { ...cloudEvents, maxEntryBytes, maxEventBytes: payloads && Infinity };
  const messages = records.map((record) => readRecord(record, rules));
  return [...new Map(messages.map((message) => [message.messageId, message])).values()];
}

/**
 * Plans messages, stores the details of large events, and sends large messages
 * back to the events queue in parts.
 */
async function planAndDivide(
  found: readonly LookedUpMessage[],
  services: FanOutServices,
  batch: Batch,
): Promise<StoredMessages> {
  const { maxDeliveriesPerMessage } = services.settings;
  const planned = found.map((message) => planMessage(message, maxDeliveriesPerMessage));
  const stored = await storeLarge(planned, services, batch);
  const timeoutMs = batch.deadlines.payloadsMs - services.now();
  const divided = await divideMessages(stored.planned, services, { timeoutMs });
  return { planned: divided, linkTo: stored.linkTo };
}

/** What must be settled before a message is. */
function expected(message: PlannedMessage) {
  const { messageId, receiptHandle } = message;
  return { messageId, receiptHandle, deliveries: toSettleIn(message) };
}

/** How many deliveries of each message were made, and how many went back to the events queue. */
interface Relayed extends Pick<Delivered, 'taken'> {
  readonly sentBack: ReadonlyMap<string, number>;
}

/** Delivers the planned messages, then settles what is left of them and refuses what is no event. */
async function relay(
  { planned, linkTo }: StoredMessages,
  services: DeliverContext & FanOutServices,
  context: BatchContext,
): Promise<Relayed> {
  const { acknowledgement } = context;
  // These have nothing else to wait for.
  const invalidAlone = planned.filter((message) => !hasDeliveries(message));
  const refusing = refuseInvalid(invalidAlone, services, context);
  const bound = { ...services.settings, linkTo, nowMs: services.now() };
  const delivered = await deliver(workOf(planned, bound), services, context);
  const sentBack = await settleUnfinished({ planned, delivered }, services, context);
  const onlyInvalidLeft = planned
    .filter(hasDeliveries)
    .filter(({ messageId }) => acknowledgement.open(messageId) === 1);
  await Promise.all([refusing, refuseInvalid(onlyInvalidLeft, services, context)]);
  return { taken: delivered.taken, sentBack };
}

function hasDeliveries(message: PlannedMessage): boolean {
  return deliveriesIn(message) > 0;
}

function workOf(planned: readonly PlannedMessage[], bound: Omit<Bound, 'region'>): BatchWork {
  const regions = new Set<string>();
  for (const mappingsOf of new Set(planned.map((message) => message.mappingsOf))) {
    for (const { byRegion } of mappingsOf.values()) {
      for (const region of byRegion.keys()) regions.add(region);
    }
  }
  return new Map(Array.from(regions, (region) => [region, deliveriesTo(region)]));

  function* deliveriesTo(region: string) {
    for (const message of planned) yield* deliveriesOf(message, { ...bound, region });
  }
}

/** Counts only the messages that are settled, so that one which comes again is counted once. */
function countSettled(
  planned: readonly PlannedMessage[],
  { taken, sentBack }: Relayed,
  acknowledgement: EarlyAcknowledgement,
  counters: BatchCounters,
): void {
  for (const message of planned) {
    const { messageId, isCounted, eventCount, noMapping } = message;
    if (acknowledgement.open(messageId) > 0) continue;
    counters.messages += 1;
    for (const ofMessage of taken.values()) counters.entries += ofMessage.get(messageId) ?? 0;
    // These are entries of their parts.
    counters.entries -= sentBack.get(messageId) ?? 0;
    if (message.countsFiltered) counters.dropped.filtered += filteredOf(message);
    if (isCounted) continue;
    counters.events += eventCount;
    counters.dropped.noMapping += noMapping;
  }
}

/** The messages (ids) that are not settled: their look-ups failed, or something of them is left. */
function returnedIds(
  messages: readonly EventsMessage[],
  planned: readonly PlannedMessage[],
  acknowledgement: EarlyAcknowledgement,
): ReadonlySet<string> {
  const returned = new Set(messages.map(({ messageId }) => messageId));
  for (const { messageId } of planned) {
    if (acknowledgement.open(messageId) === 0) returned.delete(messageId);
  }
  return returned;
}
