import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { sdkSendingCalls } from '../../lambdas/aws/calls/sdk-queue-calls.ts';
import { dynamodbHistoryReader } from '../../lambdas/aws/history/dynamodb-history-reader.ts';
import { dynamodbRecorderTable } from '../../lambdas/aws/history/dynamodb-recorder-table.ts';
import { historySink } from '../../lambdas/aws/history/history-sink.ts';
import { standardLimits, textStore } from '../../lambdas/aws/history/recorder-services.ts';
import { s3Objects } from '../../lambdas/aws/s3-objects.ts';
import { sqsHistoryQueue } from '../../lambdas/aws/history/sqs-history-queue.ts';
import { readWireMessage } from '../../lambdas/aws/history/wire-message.ts';
import { sqsQueue } from '../../lambdas/aws/sqs-queue.ts';
import type { RecorderServices } from '../../lambdas/ports/recorder.ts';
import { startDynamoDb, type LocalDynamoDb } from '../../local/aws/dynamodb.ts';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { createHistoryTable } from '../../local/history/history-table.ts';
import { fakeLog } from './fake-log.ts';

const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };
const region = 'us-east-1';

interface Servers {
  readonly sqs: LocalSqs;
  readonly dynamodb: LocalDynamoDb;
  readonly sqsClient: SQSClient;
  readonly client: DynamoDBClient;
}

/** Starts SQS, S3 and DynamoDB on loopback, for as many histories as a test file needs. */
export async function startTestHistories() {
  const sqs = await startSqs({ port: 0, region });
  const dynamodb = await startDynamoDb({ port: 0 });
  const sqsClient = new SQSClient({ endpoint: sqs.url, region, credentials });
  const client = new DynamoDBClient({ endpoint: dynamodb.url, region, credentials });
  const servers = { sqs, dynamodb, sqsClient, client };
  let histories = 0;
  return {
    ...servers,
    /** A new history, whose clock `now` is. */
    async create(now: () => number) {
      histories += 1;
      return await createHistory(`history-${histories}`, now, servers);
    },
    async close() {
      sqsClient.destroy();
      client.destroy();
      await dynamodb.close();
      await sqs.close();
    },
  };
}

async function createHistory(name: string, now: () => number, servers: Servers) {
  const { sqs, dynamodb, sqsClient, client } = servers;
  sqs.createBucket(name);
  const { url } = await sqs.createQueue(name, { VisibilityTimeout: '120' });
  const tableName = await createHistoryTable(dynamodb.url, name);
  const log = fakeLog();
  const objects = s3Objects({ bucket: name, region, endpoint: sqs.url, credentials });
  const recorder: RecorderServices = {
    queue: sqsHistoryQueue(sqsClient, url, log, { waitSeconds: 0 }),
    table: dynamodbRecorderTable(client, tableName, { rowDays: 30, log, objects }),
    storeTexts: textStore(objects, Date.now),
    unpack: readWireMessage,
    log,
    now,
    limits: { ...standardLimits, rowDays: 30, receivesInFlight: 2 },
  };
  const foreign = { count: 0 };
  const onForeignBody = () => {
    foreign.count += 1;
  };
  const readerServices = { client, tableName, rowDays: 30, now, objects, log, onForeignBody };
  return {
    name,
    store: { client, tableName, objects },
    queueUrl: url,
    log,
    recorder,
    foreign,
    sink: historySink({ queue: sqsQueue(sdkSendingCalls(sqsClient), url, log), objects, log, now }),
    reader: dynamodbHistoryReader(readerServices),
    /** A reader by another retention than the recorder's. */
    readerOf: (rowDays: number) => dynamodbHistoryReader({ ...readerServices, rowDays }),
  };
}
