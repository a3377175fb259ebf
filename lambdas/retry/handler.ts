import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { acknowledgeEarly, type EarlyAcknowledgement } from '../delivery/acknowledge-early.ts';
import type { BatchCounters } from '../delivery/batch-counters.ts';
import {
  beginBatch,
  endBatch,
  sentAtMs,
  type Batch,
  type BatchContext,
  type ReportServices,
  type Work,
} from '../delivery/batch.ts';
import { deadLetterUnreadable, type Unreadable } from '../delivery/dead-letter-unreadable.ts';
import {
  deliver,
  rememberRegions,
  type DeliverServices,
  type DeliverSettings,
} from '../delivery/deliver.ts';
import { retiredWithin } from '../delivery/look-up.ts';
import { lookUpSources, type FoundSources } from '../delivery/look-up-sources.ts';
import { activityNoter } from '../delivery/note-activity.ts';
import { withPayloads } from '../delivery/with-payloads.ts';
import { rebind, type Delivery } from '../domain/delivery.ts';
import { isSkipped } from '../domain/skip.ts';
import { wants, type Mapping } from '../domain/mapping.ts';
import { isRedriven, startOver } from '../domain/redriven.ts';
import type { RetryPolicy } from '../domain/retry-policy.ts';
import { readRetryMessage, type ReadRetryMessage } from '../domain/retry-message.ts';
import type { ReceivedMessage } from '../ports/delivery.ts';

/** What the retry function needs from outside. */
export interface RetryServices extends DeliverServices, ReportServices {}

/**
 * The retry function: reads a batch of the retry queue and makes the next delivery attempt of each
 * entry, by its current mapping. What fails again goes back to the retry queue as a new
 * message, or to the retry dead-letter queue.
 */
export function retryHandler(outside: RetryServices) {
  const services = rememberRegions(outside);
  const noteActivity = activityNoter(services);
  return async (
    { Records: records }: SQSEvent,
    invocation: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const batch = beginBatch(invocation, services);
    const { deadlines, counters, activity } = batch;
    const { waiting, invalid } = readRecords(records, services.settings);
    const refusing = refuseInvalid(invalid, services, batch);
    const found = await lookUpSources(
      waiting.map(({ delivery }) => delivery),
      { ...services, lookUpsMs: deadlines.lookUpsMs, ...retiredWithin(services) },
    );
    const acknowledgement = acknowledgeEarly(
      waiting.map((one) => ({ ...one, deliveries: 1 })),
      services.deleteMessages,
    );
    const context = { ...batch, acknowledgement };
    const work = workOf(waiting, found, context, services.settings);
    const { ready, failed } = await withPayloads(work, services, batch);
    const delivered = await deliver(
      Map.groupBy([...ready, ...failed], ({ region }) => region),
      services,
      context,
    );
    await delivered.unwritten;
    const unwritten = await refusing;
    await acknowledgement.endAfter(noteActivity(activity, deadlines.endMs));
    const returned = new Set([...unwritten.map(idOf), ...openIds(waiting, acknowledgement)]);
    counters.messages += records.length - returned.size;
    return endBatch(returned, counters, services);
  };
}

interface Waiting extends ReceivedMessage {
  readonly delivery: Delivery;
}

function readRecords(
  records: readonly SQSRecord[],
  { maxEntryBytes, retryPolicy }: RetryServices['settings'],
) {
  const waiting: Waiting[] = [];
  const invalid: Unreadable[] = [];
  for (const record of records) {
    const { messageId, receiptHandle, body } = record;
    const read = readRetryMessage(body, { maxEntryBytes });
    if (read.kind === 'delivery')
      waiting.push({ messageId, receiptHandle, delivery: begun(read, record, retryPolicy) });
    else invalid.push({ messageId, body, text: read.reason });
  }
  return { waiting, invalid };
}

/** A delivery as it was read; one that was redriven starts over. */
function begun(
  read: Extract<ReadRetryMessage, { kind: 'delivery' }>,
  record: SQSRecord,
  policy: RetryPolicy,
): Delivery {
  const sent = { ...read, sentAtMs: sentAtMs(record) };
  return isRedriven(record.messageAttributes, sent, policy)
    ? startOver(read.delivery, sent.sentAtMs)
    : read.delivery;
}

/** Dead-letters what is no retry message; returns what the queue did not take. */
async function refuseInvalid(
  invalid: readonly Unreadable[],
  { retryDeadLetters, log, now }: RetryServices,
  { deadlines, counters }: Batch,
): Promise<readonly Unreadable[]> {
  return await deadLetterUnreadable(invalid, 'invalidRetryMessage', retryDeadLetters, {
    log,
    counters,
    timeoutMs: deadlines.recordsMs - now(),
  });
}

/** The deliveries whose look-ups succeeded; what no mapping wants any more is settled. */
function workOf(
  waiting: readonly Waiting[],
  found: FoundSources,
  { counters, acknowledgement }: BatchContext,
  { eventIdIn }: Pick<DeliverSettings, 'eventIdIn'>,
): readonly Work[] {
  const work: Work[] = [];
  for (const { messageId, delivery } of waiting) {
    const known = found.get(delivery.generator);
    if (known?.has(delivery.sourceArn) !== true) continue;
    const mapping = wantedBy(delivery, known.get(delivery.sourceArn), counters);
    if (mapping === undefined) acknowledgement.settled(messageId);
    else
      work.push({
        ...rebind(delivery, mapping, eventIdIn),
        messageId,
        mapping,
        isSkipped: isSkipped(delivery, mapping),
      });
  }
  return work;
}

/** The current mapping of a delivery; undefined, and counted, when it does not want the delivery any more. */
function wantedBy(
  { event }: Delivery,
  mapping: Mapping | undefined,
  { dropped }: BatchCounters,
): Mapping | undefined {
  if (mapping === undefined) dropped.sourceGone += 1;
  else if (!wants(mapping, event.detailType)) dropped.filtered += 1;
  else return mapping;
  return undefined;
}

function openIds(
  waiting: readonly Waiting[],
  acknowledgement: EarlyAcknowledgement,
): readonly string[] {
  return waiting.map(idOf).filter((messageId) => acknowledgement.open(messageId) > 0);
}

function idOf({ messageId }: { readonly messageId: string }): string {
  return messageId;
}
