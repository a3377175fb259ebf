import { describe, expect, test } from '@jest/globals';

import { sqsRecord } from '../../../local/lambda/sqs-record.ts';

const source = { queueArn: 'arn:aws:sqs:eu-west-1:000000000000:events', region: 'eu-west-1' };

describe('sqsRecord', () => {
  test('has the shape of the records that Lambda gives', () => {
    const message = {
      MessageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
      ReceiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      Body: 'hello',
      MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
      MD5OfMessageAttributes: '00484c68594d7ca6d0a2d5b1a7ab5c3e',
      Attributes: {
        ApproximateReceiveCount: '2',
        SentTimestamp: '1545082649183',
        SenderId: 'AIDAIENQZJOLO23YVJ4VO',
        ApproximateFirstReceiveTimestamp: '1545082649185',
        MessageGroupId: 'acct1',
      },
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: 'too large' },
        bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
      },
    };

    expect(sqsRecord(message, source)).toEqual({
      messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '2',
        SentTimestamp: '1545082649183',
        SenderId: 'AIDAIENQZJOLO23YVJ4VO',
        ApproximateFirstReceiveTimestamp: '1545082649185',
        MessageGroupId: 'acct1',
      },
      messageAttributes: {
        reason: {
          stringValue: 'too large',
          stringListValues: [],
          binaryListValues: [],
          dataType: 'String',
        },
        bytes: {
          binaryValue: 'AQL/',
          stringListValues: [],
          binaryListValues: [],
          dataType: 'Binary',
        },
      },
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      md5OfMessageAttributes: '00484c68594d7ca6d0a2d5b1a7ab5c3e',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:events',
      awsRegion: 'eu-west-1',
    });
  });
});
