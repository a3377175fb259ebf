import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { deployments } from '../../../lambdas/settings/deployment.ts';
import { maxPayloadBytes } from '../../../local/lambda/invoke-result.ts';
import { detailOf, generatorOf, type Workload } from './workload.ts';

const { batchSize } = deployments['fan-out'];
const emptyEventBytes = JSON.stringify({ Records: [] }).length;

/**
 * A workload's events in batches as Lambda gives them to the fan-out function, an event a message.
 * Made as they are asked for, so that no more than one batch is held.
 */
export function* batchesOf(workload: Workload, nowMs: number): Generator<SQSEvent> {
  let records: SQSRecord[] = [];
  let bytes = emptyEventBytes;
  for (let event = 0; event < workload.events; event += 1) {
    const record = recordOf(event, workload, nowMs);
    // Every character of it is ASCII.
    const recordBytes = JSON.stringify(record).length + 1;
    if (records.length === batchSize || bytes + recordBytes > maxPayloadBytes) {
      yield { Records: records };
      records = [];
      bytes = emptyEventBytes;
    }
    records.push(record);
    bytes += recordBytes;
  }
  if (records.length > 0) yield { Records: records };
}

function recordOf(event: number, workload: Workload, nowMs: number): SQSRecord {
  const head = { id: `event-${event}`, generator: generatorOf(event, workload) };
  const sentAt = String(nowMs);
  return {
    messageId: `00000000-0000-4000-8000-${String(event).padStart(12, '0')}`,
    receiptHandle: `handle-${event}-${'r'.repeat(100)}`,
    body: `${JSON.stringify({ ...head, detailType: 'bench' }).slice(0, -1)},"detail":${detailOf(event, workload)}}`,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: sentAt,
      SenderId: '000000000000',
      ApproximateFirstReceiveTimestamp: sentAt,
    },
    messageAttributes: {},
    md5OfBody: '0'.repeat(32),
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:events',
    awsRegion: 'us-east-1',
  };
}
