import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { dynamodbHistoryReader } from '../../lambdas/aws/history/dynamodb-history-reader.ts';
import type { HistoryStore } from '../../lambdas/aws/history/erase-history.ts';
import { regionBucket } from '../../lambdas/aws/region-bucket.ts';
import { keptFrames } from '../../lambdas/aws/history/kept-frames.ts';
import { s3Objects } from '../../lambdas/aws/s3-objects.ts';
import type { Log } from '../../lambdas/ports/delivery.ts';
import type { HistoryReader } from '../../lambdas/ports/history.ts';
import type { Connection } from '../target/connection.ts';
import { payloadBucket, type PayloadBucket } from './payload-bucket.ts';

/** The history of one Region, as operators work on it. */
export interface RegionHistory {
  readonly region: string;
  readonly store: HistoryStore;
  readonly reader: Pick<HistoryReader, 'body' | 'recordingState'>;
  /** The details of its large events. */
  readonly payloads: PayloadBucket;
  /** How many texts were not of their row until now. */
  readonly foreignBodies: () => number;
}

/** Texts are read in the order of their frames. */
const keptFrameCount = 16;

/** The histories of all Regions of the target that have a data plane. */
export function regionHistories(
  connection: Pick<Connection, 'historyPlace' | 'payloadBucketPrefix' | 'settings'>,
  log: Log,
): readonly RegionHistory[] {
  const { historyPlace, payloadBucketPrefix, settings } = connection;
  const { historyRegions, historyTableName: tableName, historyBucketPrefix } = historyPlace;
  return historyRegions.map((region) => {
    const client = new DynamoDBClient({ region });
    const objects = s3Objects(regionBucket(historyBucketPrefix, region));
    let foreignBodies = 0;
    const reader = dynamodbHistoryReader({
      client,
      tableName,
      objects: keptFrames(objects, keptFrameCount),
      rowDays: settings.history.rowDays,
      log,
      now: Date.now,
      onForeignBody() {
        foreignBodies += 1;
      },
    });
    const store = { client, tableName, objects };
    const payloads = payloadBucket(new S3Client({ region }), `${payloadBucketPrefix}-${region}`);
    return { region, store, reader, payloads, foreignBodies: () => foreignBodies };
  });
}
