import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { acknowledgeEarly } from '../delivery/acknowledge-early.ts';
import type { BatchActivity } from '../delivery/batch-activity.ts';
import { deadLetterUnreadable, type Unreadable } from '../delivery/dead-letter-unreadable.ts';
import { divideTime } from '../delivery/deadlines.ts';
import { deliver, type DeliverServices } from '../delivery/deliver.ts';
import { lookUp, lookUpMissing, type FoundSources } from '../delivery/look-up.ts';
import { activityNoter } from '../delivery/note-activity.ts';
import type { ReceivedMessage } from '../ports/delivery.ts';
import { batchResponse, sentAtMs } from '../delivery/sqs-batch.ts';
import { publish, type ReportServices } from '../delivery/publish.ts';
import { rememberRegions } from '../delivery/remember-regions.ts';
import { newBatchCounters, type BatchCounters } from '../delivery/batch-counters.ts';
import type { Work } from '../delivery/work.ts';
import { rebind, type Delivery } from '../domain/delivery.ts';
import { wants, type Mapping } from '../domain/mapping.ts';
import { beginAnew, isRedriven } from '../domain/redriven.ts';
import { readRetryMessage, type ReadRetryMessage } from '../domain/retry-message.ts';

/** What the retry function needs from outside. */
export interface RetryServices extends DeliverServices, ReportServices {}

/**
 * The retry function: reads a batch of the retry queue and makes the next delivery attempt of each
 * entry, by its mapping as it stands now. What fails again goes back to the retry queue as a new
 * message, or to the retry dead-letter queue.
 */
export function retryHandler(outside: RetryServices) {
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
    const { waiting, invalid } = readRecords(records);
    const { retryDeadLetters, log } = services;
    const refusing = deadLetterUnreadable(invalid, 'invalidRetryMessage', retryDeadLetters, {
      log,
      counters,
      timeoutMs: deadlines.recordsMs - services.now(),
    });

    const { mappings: mappingsOf, unknown } = await lookUpAll(
      waiting,
      services,
      deadlines.lookUpsMs,
    );
    const acknowledgement = acknowledgeEarly(
      waiting.map((one) => ({ ...one, deliveries: 1 })),
      services.deleteMessages,
    );
    const work = waiting.flatMap((one) => {
      const mappings = mappingsOf.get(one.delivery.generator);
      if (mappings === undefined || unknown.has(one.delivery.sourceArn)) return [];
      const made = workOf(one, mappings, counters);
      if (made.length === 0) acknowledgement.settled(one.messageId);
      return made;
    });
    await deliver(
      Map.groupBy(work, ({ region }) => region),
      services,
      { deadlines, counters, activity, acknowledgement },
    );
    const unwritten = await refusing;
    await acknowledgement.endAfter(noteActivity(activity, endMs));

    const open = waiting.filter(({ messageId }) => acknowledgement.open(messageId) > 0);
    const response = batchResponse([...unwritten, ...open].map(({ messageId }) => messageId));
    counters.messages += records.length - response.batchItemFailures.length;
    counters.returned += response.batchItemFailures.length;
    publish(counters, services);
    return response;
  };
}

/** The mappings of all deliveries; one that seems to be gone is looked for where it was written last. */
async function lookUpAll(
  waiting: readonly Waiting[],
  services: RetryServices,
  lookUpsMs: number,
): Promise<FoundSources> {
  const context = { ...services, lookUpsMs };
  const deliveries = waiting.map(({ delivery }) => delivery);
  const known = await lookUp(
    deliveries.map(({ generator }) => generator),
    context,
  );
  return await lookUpMissing(deliveries, known, context);
}

interface Waiting extends ReceivedMessage {
  readonly delivery: Delivery;
}

function readRecords(records: readonly SQSRecord[]) {
  const waiting: Waiting[] = [];
  const invalid: Unreadable[] = [];
  for (const record of records) {
    const { messageId, receiptHandle, body } = record;
    const read = readRetryMessage(body);
    if (read.kind === 'delivery')
      waiting.push({ messageId, receiptHandle, delivery: begun(read, record) });
    else invalid.push({ messageId, body, text: read.reason });
  }
  return { waiting, invalid };
}

function begun(read: Extract<ReadRetryMessage, { kind: 'delivery' }>, record: SQSRecord): Delivery {
  const sent = { ...read, sentAtMs: sentAtMs(record) };
  return isRedriven(record.messageAttributes, sent)
    ? beginAnew(read.delivery, sent.sentAtMs)
    : read.delivery;
}

/** The delivery by its mapping of today; nothing, and counted, when that no longer wants it. */
function workOf(
  { messageId, delivery }: Waiting,
  mappings: readonly Mapping[],
  counters: BatchCounters,
): readonly Work[] {
  const mapping = mappings.find(({ sourceArn }) => sourceArn === delivery.sourceArn);
  if (mapping === undefined) {
    counters.dropped.sourceGone += 1;
    return [];
  }
  if (!wants(mapping, delivery.event.detailType)) {
    counters.dropped.filtered += 1;
    return [];
  }
  return [{ ...rebind(delivery, mapping), messageId }];
}
