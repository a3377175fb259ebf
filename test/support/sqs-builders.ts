import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { anEventBody, testNowMs } from './domain-builders.ts';

let records = 0;

/** A record such as Lambda gives, with an id of its own, queued at {@link testNowMs}. */
function anSqsRecord(fields: Partial<SQSRecord> = {}): SQSRecord {
  records += 1;
  return {
    messageId: `message-${records}`,
    receiptHandle: `handle-${records}`,
    body: anEventBody(),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(testNowMs),
      SenderId: '000000000000',
      ApproximateFirstReceiveTimestamp: String(testNowMs),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:events',
    awsRegion: 'us-east-1',
    ...fields,
  };
}

/** A batch with a record for each body (`message-a` of `{ 'message-a': body }`). */
export function anSqsEvent(bodies: Readonly<Record<string, string>>): SQSEvent {
  const entries = Object.entries(bodies);
  return { Records: entries.map(([messageId, body]) => anSqsRecord({ messageId, body })) };
}

/** A batch of one message whose attribute `sourceArn` addresses it. */
export function anAddressedSqsEvent(body: string, sourceArn: string): SQSEvent {
  const attribute = { dataType: 'String', stringValue: sourceArn };
  return { Records: [anSqsRecord({ body, messageAttributes: { sourceArn: attribute } })] };
}

/** An invocation with this much time left. */
export function anInvocation(remainingMs = 60_000) {
  return { getRemainingTimeInMillis: () => remainingMs };
}
