import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { acknowledgeEarly } from '../delivery/acknowledge-early.ts';
import type { BatchActivity } from '../delivery/batch-activity.ts';
import { divideTime } from '../delivery/deadlines.ts';
import {
  deliver,
  type BatchContext,
  type Delivered,
  type DeliverServices,
} from '../delivery/deliver.ts';
import { lookUp, lookUpMissing } from '../delivery/look-up.ts';
import { activityNoter } from '../delivery/note-activity.ts';
import type { MessageQueue } from '../ports/delivery.ts';
import { publish, type ReportServices } from '../delivery/publish.ts';
import { rememberRegions } from '../delivery/remember-regions.ts';
import { batchResponse } from '../delivery/sqs-batch.ts';
import { newBatchCounters, type BatchCounters } from '../delivery/batch-counters.ts';
import type { BatchWork } from '../delivery/work.ts';
import { readRecord, type EventsMessage } from './events-message.ts';
import { refuseInvalid } from './refuse-invalid.ts';
import { deliveriesIn, deliveriesOf, planMessage, type PlannedMessage } from './plan.ts';
import { divideMessages } from './send-parts.ts';
import { settleUnfinished } from './settle-unfinished.ts';
import { orderMappings, type MappingsOf } from './sources.ts';

/** What the fan-out function needs from outside. */
export interface FanOutServices extends DeliverServices, ReportServices {
  readonly eventDeadLetters: MessageQueue;
  /** The queue that the function reads: parts of messages go back to it. */
  readonly eventsQueue: MessageQueue;
}

/**
 * The fan-out function: reads a batch of the events queue and relays each event to the partner event
 * source of every customer who asked for it. A message is acknowledged when all that came of it has
 * a durable disposition; the others come back as batch item failures.
 */
export function fanOutHandler(outside: FanOutServices) {
  const services = rememberRegions(outside);
  const noteActivity = activityNoter(services);
  return async (
    { Records: records }: SQSEvent,
    invocation: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const nowMs = services.now();
    const endMs = nowMs + invocation.getRemainingTimeInMillis();
    const deadlines = divideTime({ nowMs, endMs }, services.settings);
    const counters = newBatchCounters();
    const activity: BatchActivity = new Map();
    const messages = distinct(records.map(readRecord));
    const found = await lookUpAll(messages, services, deadlines.lookUpsMs);
    const { mappingsOf } = found;
    const planned = await plan(messages, found, services, deadlines.lookUpsMs);
    const acknowledgement = acknowledgeEarly(planned.map(expected), services.deleteMessages);
    const context: BatchContext = { deadlines, counters, activity, acknowledgement };

    const work = workOf(planned, mappingsOf);
    // Nothing else is to be waited for with these.
    const alone = planned.filter(({ runs }) => deliveriesIn(runs) === 0);
    const refusing = refuseInvalid(alone, services, context);
    const delivered = await deliver(work, services, context);
    const sentBack = await settleUnfinished({ planned, delivered, mappingsOf }, services, context);
    const delivering = planned.filter(({ runs }) => deliveriesIn(runs) > 0);
    const settledElse = delivering.filter(({ messageId }) => acknowledgement.open(messageId) === 1);
    await Promise.all([refusing, refuseInvalid(settledElse, services, context)]);
    await acknowledgement.endAfter(noteActivity(activity, endMs));

    const settled = planned.filter(({ messageId }) => acknowledgement.open(messageId) === 0);
    count(settled, { taken: delivered.taken, sentBack }, counters);
    const settledIds = new Set(settled.map(({ messageId }) => messageId));
    const allIds = messages.map(({ messageId }) => messageId);
    const response = batchResponse(allIds.filter((messageId) => !settledIds.has(messageId)));
    counters.returned += response.batchItemFailures.length;
    publish(counters, services);
    return response;
  };
}

/** SQS may give the same message twice into one batch. */
function distinct(messages: readonly EventsMessage[]): readonly EventsMessage[] {
  return [...new Map(messages.map((message) => [message.messageId, message])).values()];
}

interface FoundMappings {
  readonly mappingsOf: MappingsOf;
  /** Addressed sources (ARNs) of which nothing is known. */
  readonly unknown: ReadonlySet<string>;
}

/** The mappings of all events; of a message that addresses one source, that source's too. */
async function lookUpAll(
  messages: readonly EventsMessage[],
  services: FanOutServices,
  lookUpsMs: number,
): Promise<FoundMappings> {
  const context = { ...services, lookUpsMs };
  const events = messages.flatMap((message) => message.events);
  const known = await lookUp(
    events.map(({ event }) => event.generator),
    context,
  );
  const addressed = messages.flatMap(({ events: written, scope: { sourceArn } }) =>
    sourceArn === undefined
      ? []
      : written.map(({ event: { generator } }) => ({ generator, sourceArn })),
  );
  const { mappings, unknown } = await lookUpMissing(addressed, known, context);
  return { mappingsOf: orderMappings(mappings), unknown };
}

/** Plans the messages whose generators were looked up, and sends parts of large ones away. */
async function plan(
  messages: readonly EventsMessage[],
  { mappingsOf, unknown }: FoundMappings,
  services: FanOutServices,
  lookUpsMs: number,
): Promise<readonly PlannedMessage[]> {
  const planned = messages
    .filter(({ scope }) => scope.sourceArn === undefined || !unknown.has(scope.sourceArn))
    .filter(({ events }) => events.every(({ event }) => mappingsOf.has(event.generator)))
    .map((message) => planMessage(message, mappingsOf, services.settings.maxDeliveriesPerMessage));
  const timeoutMs = lookUpsMs - services.now();
  return await divideMessages(planned, services, mappingsOf, { timeoutMs });
}

/** What is waited for with a message: its deliveries, and all that is no event of it together. */
function expected({ messageId, receiptHandle, runs, invalid }: PlannedMessage) {
  const deliveries = deliveriesIn(runs) + Math.min(invalid.length, 1);
  return { messageId, receiptHandle, deliveries };
}

function workOf(planned: readonly PlannedMessage[], mappingsOf: MappingsOf): BatchWork {
  const regions = new Set<string>();
  for (const { byRegion } of mappingsOf.values()) {
    for (const region of byRegion.keys()) regions.add(region);
  }
  return new Map(Array.from(regions, (region) => [region, deliveriesTo(region)]));

  function* deliveriesTo(region: string) {
    for (const message of planned) yield* deliveriesOf(message, mappingsOf, region);
  }
}

/** Counts a message when it is settled, so that one which comes again is counted once. */
function count(
  settled: readonly PlannedMessage[],
  { taken, sentBack }: Pick<Delivered, 'taken'> & { sentBack: ReadonlyMap<string, number> },
  counters: BatchCounters,
): void {
  counters.messages += settled.length;
  for (const { messageId, isCounted, events, dropped } of settled) {
    for (const ofMessage of taken.values()) counters.entries += ofMessage.get(messageId) ?? 0;
    // They are entries of their parts.
    counters.entries -= sentBack.get(messageId) ?? 0;
    if (isCounted) continue;
    counters.events += events.length;
    counters.dropped.noMapping += dropped.noMapping;
    counters.dropped.filtered += dropped.filtered;
  }
}
