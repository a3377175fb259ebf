import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { BodyPlace } from '../../domain/history/row.ts';
import { bodiesKey } from '../../domain/history/history-key.ts';
import type { Log } from '../../ports/delivery.ts';
import type {
  NewText,
  RecorderLimits,
  RecorderServices,
  StoreTexts,
} from '../../ports/recorder.ts';
import { requestHandler } from '../connections.ts';
import { dynamodbRecorderTable } from './dynamodb-recorder-table.ts';
import { makeObject, type KeptLine } from './frame-bytes.ts';
import { regionBucket } from '../region-bucket.ts';
import { s3Objects } from '../s3-objects.ts';
import type { S3Puts } from '../s3-puts.ts';
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

/** What a run holds in memory: 840,000 rows, a minute's at 14,000 a second, have some 600 MB as objects. */
export const standardLimits: Omit<RecorderLimits, 'rowDays'> = {
  receivesInFlight: 8,
  maxRoundBytes: 128 * 1_048_576,
  maxRoundRows: 1_000_000,
  maxRoundMessages: 10_000,
};

/** The recorder's services on AWS. */
export function recorderServices(
  { place, history: { rowDays } }: RecorderSettings,
  log: Log,
): RecorderServices {
  const sqs = new SQSClient({ requestHandler });
  const dynamodb = new DynamoDBClient({ requestHandler });
  const objects = s3Objects(regionBucket(place.historyBucketPrefix));
  return {
    queue: sqsHistoryQueue(sqs, place.historyQueueUrl, log),
    table: dynamodbRecorderTable(dynamodb, place.historyTableName, { rowDays, log, objects }),
    storeTexts: textStore(objects, Date.now),
    unpack: readWireMessage,
    log,
    now: Date.now,
    limits: { ...standardLimits, rowDays },
  };
}

/** Of one object, so that a slow connection writes it in time. */
const maxObjectBytes = 8 * 1_048_576;
const putsInFlight = 4;

/** Stores the texts of a round as an object of frames, or as several if there are many. */
export function textStore(objects: S3Puts, now: () => number): StoreTexts {
  return async (texts, { untilMs }) => {
    const limit = pLimit(putsInFlight);
    const places = new Map<NewText, BodyPlace>();
    const store = async (lines: readonly KeptLine<NewText>[]) => {
      const made = makeObject(bodiesKey(now(), randomUUID()), lines);
      await objects.put(made.key, made.bytes, untilMs - now());
      for (const [text, place] of made.places) places.set(text, place);
    };
    await Promise.all(divideLines(texts).map((lines) => limit(() => store(lines))));
    return places;
  };
}

/** The lines of each object; those of a tenant are together, so that its frames are full. */
function divideLines(texts: readonly NewText[]): readonly KeptLine<NewText>[][] {
  const objects: KeptLine<NewText>[][] = [];
  let bytes = Infinity;
  for (const own of Map.groupBy(texts, ({ tenant }) => tenant).values()) {
    for (const given of own) {
      const { byteLength } = given.text;
      if (bytes + byteLength > maxObjectBytes) {
        objects.push([]);
        bytes = 0;
      }
      objects
        .at(-1)
        ?.push({ of: given, tenant: given.tenant, text: given.text, bytes: byteLength });
      bytes += byteLength;
    }
  }
  return objects;
}
