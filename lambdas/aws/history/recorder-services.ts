import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { bodiesKey } from '../../domain/history/history-key.ts';
import type { Log } from '../../ports/delivery.ts';
import type { RecorderLimits, RecorderServices, StoreTexts } from '../../ports/recorder.ts';
import { requestHandler } from '../connections.ts';
import { dynamodbRecorderTable } from './dynamodb-recorder-table.ts';
import { makeObject } from './frame-bytes.ts';
import { historyBucket } from './history-bucket.ts';
import { s3Objects, type S3Objects } from './s3-objects.ts';
import { sqsHistoryQueue } from './sqs-history-queue.ts';
import { readWireMessage } from './wire-message.ts';

/** Where the recorder works, and how long it keeps rows. */
export interface RecorderSettings {
  readonly place: {
    readonly historyQueueUrl: string;
    readonly historyTableName: string;
    readonly historyBucketPrefix: string;
  };
  readonly history: { readonly rowDays: number };
}

/** What a run holds in memory: half a million rows have some 250 MB as objects. */
export const standardLimits: Omit<RecorderLimits, 'rowDays'> = {
  receivesInFlight: 8,
  maxRoundBytes: 128 * 1_048_576,
  maxRoundRows: 500_000,
  maxRoundMessages: 10_000,
};

/** The recorder's services on AWS. */
export function recorderServices(
  { place, history: { rowDays } }: RecorderSettings,
  log: Log,
): RecorderServices {
  const sqs = new SQSClient({ requestHandler });
  const dynamodb = new DynamoDBClient({ requestHandler });
  const objects = s3Objects(historyBucket(place.historyBucketPrefix));
  return {
    queue: sqsHistoryQueue(sqs, place.historyQueueUrl, log),
    table: dynamodbRecorderTable(dynamodb, place.historyTableName, rowDays),
    storeTexts: textStore(objects, Date.now),
    unpack: readWireMessage,
    log,
    now: Date.now,
    limits: { ...standardLimits, rowDays },
  };
}

/** Stores the texts of a round as one object of frames. */
export function textStore(objects: Pick<S3Objects, 'put'>, now: () => number): StoreTexts {
  return async (texts, { untilMs }) => {
    const key = bodiesKey(now(), randomUUID());
    const lines = texts.map((given) => {
      const text = Buffer.from(given.text.buffer, given.text.byteOffset, given.text.byteLength);
      return { given, tenant: given.tenant, text, bytes: text.length };
    });
    const { bytes, places } = makeObject(key, lines);
    await objects.put(key, bytes, untilMs - now());
    return new Map(Array.from(places, ([{ given }, place]) => [given, place] as const));
  };
}
