import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  dynamodbHistoryReader,
  type ReaderServices,
} from '../../lambdas/aws/history/dynamodb-history-reader.ts';
import { dynamodbRecorderTable } from '../../lambdas/aws/history/dynamodb-recorder-table.ts';
import { historySink } from '../../lambdas/aws/history/history-sink.ts';
import { standardLimits, textStore } from '../../lambdas/aws/history/recorder-services.ts';
import { s3Objects } from '../../lambdas/aws/history/s3-objects.ts';
import { sqsHistoryQueue } from '../../lambdas/aws/history/sqs-history-queue.ts';
import { readWireMessage } from '../../lambdas/aws/history/wire-message.ts';
import { sqsQueue } from '../../lambdas/aws/sqs-queue.ts';
import type { RecorderServices } from '../../lambdas/ports/recorder.ts';
import { startDynamoDb } from '../../local/aws/dynamodb.ts';
import { startSqs } from '../../local/aws/sqs.ts';
import { createHistoryTable } from '../../local/history-table.ts';
import { fakeLog } from './fake-log.ts';

const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };
const region = 'us-east-1';

/** Starts SQS, S3 and DynamoDB on loopback, for as many histories as a test file needs. */
export async function startTestHistories() {
  const sqs = await startSqs({ port: 0, region });
  const dynamodb = await startDynamoDb({ port: 0 });
  const sqsClient = new SQSClient({ endpoint: sqs.url, region, credentials });
  const client = new DynamoDBClient({ endpoint: dynamodb.url, region, credentials });
  let histories = 0;
  return {
    sqs,
    client,
    sqsClient,
    /** A new history, whose clock `now` is. */
    async create(now: () => number) {
      histories += 1;
      const bucket = `texts-${histories}`;
      sqs.createBucket(bucket);
      const queueName = `history-${histories}`;
      const { url } = await sqs.createQueue(queueName, { VisibilityTimeout: '120' });
      const tableName = await createHistoryTable(dynamodb.url, `history-${histories}`);
      const log = fakeLog();
      const objects = s3Objects({ bucket, region, endpoint: sqs.url, credentials });
      const recorder: RecorderServices = {
        queue: sqsHistoryQueue(sqsClient, url, log, 0),
        table: dynamodbRecorderTable(client, tableName, 30),
        storeTexts: textStore(objects, Date.now),
        unpack: readWireMessage,
        log,
        now,
        limits: { ...standardLimits, rowDays: 30, receivesInFlight: 2 },
      };
      const foreign = { count: 0 };
      const readerServices: ReaderServices = {
        client,
        tableName,
        rowDays: 30,
        now,
        objects,
        log,
        onForeignBody: () => (foreign.count += 1),
      };
      return {
        bucket,
        queueName,
        queueUrl: url,
        tableName,
        objects,
        log,
        recorder,
        foreign,
        sink: historySink({ queue: sqsQueue(sqsClient, url, log), objects, log, now }),
        reader: dynamodbHistoryReader(readerServices),
      };
    },
    async close() {
      sqsClient.destroy();
      client.destroy();
      await dynamodb.close();
      await sqs.close();
    },
  };
}
