import type { SQSRecord } from 'aws-lambda';

let records = 0;

/** A record such as Lambda would give, with an id of its own. */
export function anSqsRecord(fields: Partial<SQSRecord> = {}): SQSRecord {
  records += 1;
  return {
    messageId: `message-${records}`,
    receiptHandle: `handle-${records}`,
    body: 'hello',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1795290000000',
      SenderId: '000000000000',
      ApproximateFirstReceiveTimestamp: '1795290000001',
    },
    messageAttributes: {},
    md5OfBody: '5d41402abc4b2a76b9719d911017c592',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:events',
    awsRegion: 'eu-west-1',
    ...fields,
  };
}

/** That many records, each with its own id. */
export function someSqsRecords(count: number, fields: Partial<SQSRecord> = {}): SQSRecord[] {
  return Array.from({ length: count }, () => anSqsRecord(fields));
}
