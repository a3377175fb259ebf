import { PutItemCommand, QueryCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { ChunkSummary } from '../../domain/history/chunk.ts';
import { runOf, timeKey } from '../../domain/history/history-key.ts';
import { longestLateness } from '../../domain/history/lateness.ts';
import { isSeen, type RecorderState } from '../../domain/history/recorder-state.ts';
import type { ChunkPage, ChunkQuery, HistoryReader, HistorySource } from '../../ports/history.ts';
import { abortAfter } from '../abort-after.ts';
import {
  expiryOf,
  historyTableTtl,
  hoursOfSource,
  partitionOfSource,
  readChunkItem,
  readHourItem,
} from './chunk-item.ts';
import { readAhead } from './read-ahead.ts';
import { bodyReader, type BodyReaderServices } from './read-body.ts';
import { recentState, type RecentState } from './recent-state.ts';
import { loadRecorderState } from './recorder-items.ts';
import { besideReader } from './rows-beside.ts';
import { writeSummary } from './summary-text.ts';

/** What a reader needs. */
export interface ReaderServices extends BodyReaderServices {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly rowDays: number;
  readonly now: () => number;
  /** How long the recorder's state may be remembered, milliseconds; not at all if it is not given. */
  readonly stateForMs?: number;
}

/** The history of one Region's data plane, from its table and its bucket. */
export function dynamodbHistoryReader(services: ReaderServices): HistoryReader {
  const { client, tableName, rowDays, now, stateForMs: forMs = 0 } = services;
  const stateAt = recentState(() => loadRecorderState(client, tableName), { now, forMs });
  return {
    page: (source, query) => readPage(source, query, { ...services, stateAt }),
    hours: (source, fromMs, toMs) => readHours(source, { fromMs, toMs }, services),
    async rememberHour(source, hourMs, summary) {
      const item = marshall({
        pk: hoursOfSource(source),
        sk: timeKey(hourMs),
        sum: writeSummary(summary),
        [historyTableTtl]: expiryOf(hourMs, rowDays),
      });
      await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    },
    body: bodyReader(services),
    async recordingState() {
      const { throughMs, clearAtMs, lateness } = await stateAt();
      const through = timeKey(throughMs);
      return { through, clearAtMs, latenessMs: longestLateness(lateness) };
    },
  };
}

const lowest = timeKey(0);

async function readPage(
  source: HistorySource,
  query: ChunkQuery,
  services: ReaderServices & { readonly stateAt: RecentState },
): Promise<ChunkPage> {
  const signal = query.timeoutMs === undefined ? undefined : abortAfter(query.timeoutMs);
  // First of all, so that every chunk which it shows is there when the chunks are read.
  const { after = lowest, before } = query;
  const { rowDays } = services;
  const state = await services.stateAt(before ?? after);
  const through = timeKey(state.throughMs);
  const end = earlier(through, before);
  if (after >= end) return { chunks: [], bytes: 0, through };
  const range = { after, before: end, newestFirst: query.newestFirst };
  const { Items: items = [], LastEvaluatedKey: last } = await services.client.send(
    pageQuery(source, range, services),
    signal ? { abortSignal: signal } : {},
  );
  const readBeside = besideReader(services.objects, services.log);
  const read = items.map((item) => readChunkItem(item, readBeside));
  const chunks = read.filter((one) =>
    isShown(one, { ...range, state, nowMs: services.now(), rowDays }),
  );
  const next = last && v.parse(keySchema, unmarshall(last)).sk;
  return {
    chunks: readAhead(chunks),
    bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    through,
    ...(next !== undefined && { next }),
  };
}

function earlier(position: string, other = position): string {
  return other < position ? other : position;
}

const keySchema = v.object({ sk: v.string() });

interface Range {
  readonly after: string;
  readonly before: string;
}

function pageQuery(
  source: HistorySource,
  { after, before, newestFirst }: Range & Pick<ChunkQuery, 'newestFirst'>,
  { tableName }: ReaderServices,
): QueryCommand {
  return new QueryCommand({
    TableName: tableName,
    // Both ends are included, which a position is not: those are left out below.
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :after AND :before',
    ExpressionAttributeValues: marshall({
      ':pk': partitionOfSource(source),
      ':after': after,
      ':before': before,
    }),
    ScanIndexForward: !newestFirst,
    ConsistentRead: true,
  });
}

/** Whether readers see a chunk: of a committed round, kept by the retention of today, and between the ends. */
function isShown(
  { chunk: { position }, expiresAt }: ReturnType<typeof readChunkItem>,
  { after, before, state, ...kept }: Range & { readonly state: RecorderState } & KeptBy,
): boolean {
  if (position === after || position === before) return false;
  const runMs = runOf(position);
  return isKept(expiresAt, runMs, kept) && isSeen(state, runMs);
}

interface KeptBy {
  readonly nowMs: number;
  readonly rowDays: number;
}

/**
 * Whether what was recorded at a time is not over. An item's TTL is by the retention of its day; where that
 * was longer than today's, the bucket has deleted what belongs to it.
 */
function isKept(expiresAt: number, recordedMs: number, { nowMs, rowDays }: KeptBy): boolean {
  return Math.min(expiresAt, expiryOf(recordedMs, rowDays)) * 1000 > nowMs;
}

async function readHours(
  source: HistorySource,
  { fromMs, toMs }: Record<'fromMs' | 'toMs', number>,
  { client, tableName, now, rowDays }: ReaderServices,
): Promise<ReadonlyMap<number, ChunkSummary>> {
  const hours = new Map<number, ChunkSummary>();
  if (fromMs >= toMs) return hours;
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: marshall({
        ':pk': hoursOfSource(source),
        ':from': timeKey(fromMs),
        ':to': timeKey(toMs - 1),
      }),
    },
  );
  for await (const { Items: items = [] } of pages) {
    for (const { hourMs, expiresAt, summary } of items.map(readHourItem)) {
      if (isKept(expiresAt, hourMs, { nowMs: now(), rowDays })) hours.set(hourMs, summary);
    }
  }
  return hours;
}
