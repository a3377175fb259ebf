import type { SQSRecord } from 'aws-lambda';
import { sqsRecord } from '../../../local/lambda/sqs-record.ts';
import type { QueuedMessage } from './message.ts';

const account = '000000000000';
const region = 'us-east-1';
const eventSource = { queueArn: `arn:aws:sqs:${region}:${account}:queue`, region };

/**
 * A message in the form in which Lambda gives it to a function.
 *
 * @param receiptHandle SQS's are some 200 characters long; the message's id by default
 */
export function recordOf(
  {
    id,
    body,
    attributes = {},
    sentAtMs,
    receives = 1,
  }: Pick<QueuedMessage, 'id' | 'body' | 'attributes' | 'sentAtMs'> & {
    readonly receives?: number;
  },
  receiptHandle = id,
): SQSRecord {
  const messageAttributes = Object.entries(attributes).map(
    ([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const,
  );
  return sqsRecord(
    {
      MessageId: id,
      ReceiptHandle: receiptHandle,
      Body: body,
      MD5OfBody: 'd41d8cd98f00b204e9800998ecf8427e',
      Attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: String(sentAtMs),
        SenderId: account,
        ApproximateFirstReceiveTimestamp: String(sentAtMs),
      },
      MessageAttributes: Object.fromEntries(messageAttributes),
    },
    eventSource,
  );
}
