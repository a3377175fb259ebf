import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { acknowledgeEarly } from '../delivery/acknowledge-early.ts';
import { deadLetterUnreadable } from '../delivery/dead-letter-unreadable.ts';
import type { BatchActivity } from '../delivery/batch-activity.ts';
import type { DeliverServices, Work } from '../delivery/deliver.ts';
import { deliverInSlices } from '../delivery/deliver-in-slices.ts';
import { lookUp } from '../delivery/look-up.ts';
import { activityNoter } from '../delivery/note-activity.ts';
import type { MessageQueue } from '../delivery/ports.ts';
import { batchResponse } from '../delivery/sqs-batch.ts';
import { publish, type ReportServices } from '../delivery/publish.ts';
import { restSilentRegions } from '../delivery/rest-silent-regions.ts';
import { newTally, type Tally } from '../delivery/tally.ts';
import {
  countEntries,
  deliveriesOf,
  readRecord,
  type EntryCounts,
  type EventsMessage,
  type MappingsOf,
} from './events-message.ts';

/** What the fan-out function needs from outside. */
export interface FanOutServices extends DeliverServices, ReportServices {
  readonly eventDeadLetters: MessageQueue;
}

/**
 * The fan-out function: reads a batch of the events queue and relays each event to the partner event
 * source of every customer who asked for it. A message is acknowledged when all that came of it has
 * a durable fate; the others come back as batch item failures.
 */
export function fanOutHandler(outside: FanOutServices) {
  const services = { ...outside, put: restSilentRegions(outside.put, outside.now) };
  const noteActivity = activityNoter(services);
  return async (
    { Records: records }: SQSEvent,
    invocation: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const deadlineMs = services.now() + invocation.getRemainingTimeInMillis();
    const tally = newTally();
    const activity: BatchActivity = new Map();
    const messages = records.map(readRecord);
    const mappingsOf = await lookUp(generatorsOf(messages), services.mappings, services.log);
    const known = messages.filter((message) => isLookedUp(message, mappingsOf));
    const invalid = known.flatMap((message) => message.invalid);
    const { eventDeadLetters, log } = services;
    const context = { log, tally };
    const unwritten = await deadLetterUnreadable(
      invalid,
      'invalidEvent',
      eventDeadLetters,
      context,
    );

    const readable = known
      .filter(({ messageId }) => !unwritten.has(messageId))
      .map((message) => ({ ...message, counts: countEntries(message, mappingsOf) }));
    const acknowledgement = acknowledgeEarly(
      readable.map(({ messageId, receiptHandle, counts }) => ({
        messageId,
        receiptHandle,
        deliveries: counts.entries,
      })),
      services.deleteMessages,
    );
    const undelivered = await deliverInSlices(deliveriesOfAll(readable, mappingsOf), services, {
      deadlineMs,
      tally,
      activity,
      acknowledgement,
    });
    await acknowledgement.endAfter(noteActivity(activity, deadlineMs));

    const settled = readable.filter(({ messageId }) => !undelivered.has(messageId));
    count(settled, tally);
    const settledIds = new Set(settled.map(({ messageId }) => messageId));
    const allIds = messages.map(({ messageId }) => messageId);
    const response = batchResponse(allIds.filter((messageId) => !settledIds.has(messageId)));
    tally.returned += response.batchItemFailures.length;
    publish(tally, services);
    return response;
  };
}

function generatorsOf(messages: readonly EventsMessage[]): readonly string[] {
  return messages.flatMap(({ events }) => events.map(({ generator }) => generator));
}

function isLookedUp({ events }: EventsMessage, mappingsOf: MappingsOf): boolean {
  return events.every(({ generator }) => mappingsOf.has(generator));
}

function* deliveriesOfAll(
  messages: readonly EventsMessage[],
  mappingsOf: MappingsOf,
): Generator<Work> {
  for (const message of messages) yield* deliveriesOf(message, mappingsOf);
}

interface CountedMessage extends EventsMessage {
  readonly counts: EntryCounts;
}

/** Counts a message when it is settled, so that one which comes again is counted once. */
function count(settled: readonly CountedMessage[], tally: Tally): void {
  tally.messages += settled.length;
  for (const { events, counts } of settled) {
    const { entries, noMapping, filtered } = counts;
    tally.events += events.length;
    tally.entries += entries;
    tally.dropped.noMapping += noMapping;
    tally.dropped.filtered += filtered;
  }
}
