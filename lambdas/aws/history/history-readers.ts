import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Log } from '../../ports/delivery.ts';
import type { HistoryReader, HistoryReaders } from '../../ports/history.ts';
import { requestHandler } from '../connections.ts';
import { dynamodbHistoryReader } from './dynamodb-history-reader.ts';
import { regionBucket } from '../region-bucket.ts';
import { keptFrames } from './kept-frames.ts';
import { s3Objects } from '../s3-objects.ts';

/** Where the history of each Region is. */
export interface HistoryPlace {
  readonly historyRegions: readonly string[];
  /** The same in each Region. */
  readonly historyTableName: string;
  readonly historyBucketPrefix: string;
}

/** How the history is read. */
export interface ReadingSettings {
  readonly rowDays: number;
  readonly log: Log;
  /** Called for each text that is not of its row. */
  readonly onForeignBody: () => void;
  /** How many frames of texts a Region's reader keeps; 1 if it is not given. */
  readonly maxFrames?: number;
  /** How long the recorder's state may be remembered, milliseconds; not at all if it is not given. */
  readonly stateForMs?: number;
}

/** The readers of all Regions. */
export function historyReaders(
  { historyRegions, historyTableName, historyBucketPrefix }: HistoryPlace,
  { rowDays, log, onForeignBody, maxFrames = 1, stateForMs = 0 }: ReadingSettings,
): HistoryReaders {
  const readers = historyRegions.map((region): [string, HistoryReader] => {
    const reader = dynamodbHistoryReader({
      client: new DynamoDBClient({ requestHandler, region }),
      tableName: historyTableName,
      objects: keptFrames(s3Objects(regionBucket(historyBucketPrefix, region)), maxFrames),
      rowDays,
      stateForMs,
      log,
      now: Date.now,
      onForeignBody,
    });
    return [region, reader];
  });
  return new Map(readers);
}
