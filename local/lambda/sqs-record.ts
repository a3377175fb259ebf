import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSMessageAttribute, SQSRecord } from 'aws-lambda';

/** Where a message came from. */
export interface EventSource {
  readonly queueArn: string;
  readonly region: string;
}

/** A received message in the form that Lambda passes to a function. */
export function sqsRecord(message: Message, { queueArn, region }: EventSource): SQSRecord {
  const { MessageAttributes: attributes = {} } = message;
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, messageAttribute(value)]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    ...(message.MD5OfMessageAttributes === undefined
      ? {}
      : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function systemAttributes({ Attributes: given = {} }: Message): SQSRecord['attributes'] {
  return {
    ...given,
    ApproximateReceiveCount: given.ApproximateReceiveCount ?? '1',
    SentTimestamp: given.SentTimestamp ?? '',
    SenderId: given.SenderId ?? '',
    ApproximateFirstReceiveTimestamp: given.ApproximateFirstReceiveTimestamp ?? '',
  };
}

function messageAttribute(value: MessageAttributeValue): SQSMessageAttribute {
  const { StringValue: text, BinaryValue: binary, DataType: dataType = '' } = value;
  return {
    ...(text === undefined ? {} : { stringValue: text }),
    ...(binary === undefined ? {} : { binaryValue: Buffer.from(binary).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType,
  };
}
