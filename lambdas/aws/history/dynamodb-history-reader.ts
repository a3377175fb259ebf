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
import { bodyReader, type BodyReaderServices } from './read-body.ts';
import { loadRecorderState } from './recorder-items.ts';

/** What a reader needs. */
export interface ReaderServices extends BodyReaderServices {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly rowDays: number;
  readonly now: () => number;
}

/** The history of one Region's data plane, from its table and its bucket. */
export function dynamodbHistoryReader(services: ReaderServices): HistoryReader {
  const { client, tableName, rowDays } = services;
  return {
    page: (source, query) => readPage(source, query, services),
    hours: (source, fromMs, toMs) => readHours(source, { fromMs, toMs }, services),
    async rememberHour(source, hourMs, summary) {
      const key = { pk: hoursOfSource(source), sk: timeKey(hourMs) };
      const attributes = { ...summary, [historyTableTtl]: expiryOf(hourMs, rowDays) };
      const item = marshall({ ...key, ...attributes }, { removeUndefinedValues: true });
      await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    },
    body: bodyReader(services),
    async recordingState() {
      const { throughMs, clearAtMs, lateness } = await loadRecorderState(client, tableName);
      const through = timeKey(throughMs);
      return { through, clearAtMs, latenessMs: longestLateness(lateness) };
    },
  };
}

const lowest = timeKey(0);

async function readPage(
  source: HistorySource,
  query: ChunkQuery,
  services: ReaderServices,
): Promise<ChunkPage> {
  const signal = query.timeoutMs === undefined ? undefined : abortAfter(query.timeoutMs);
  // First of all, so that every chunk which it shows is there when the chunks are read.
  const state = await loadRecorderState(services.client, services.tableName);
  const through = timeKey(state.throughMs);
  const { after = lowest, before = through } = query;
  const end = before < through ? before : through;
  if (after >= end) return { chunks: [], bytes: 0, through };
  const range = { after, before: end, newestFirst: query.newestFirst };
  const { Items: items = [], LastEvaluatedKey: last } = await services.client.send(
    pageQuery(source, range, services),
    signal ? { abortSignal: signal } : {},
  );
  const read = items.map(readChunkItem);
  const chunks = read.filter((one) => isShown(one, { ...range, state, nowMs: services.now() }));
  const next = last && v.parse(keySchema, unmarshall(last)).sk;
  return {
    chunks: chunks.map(({ chunk }) => chunk),
    bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    through,
    ...(next !== undefined && { next }),
  };
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

/** Whether readers see a chunk: of a committed round, kept, and between the ends. */
function isShown(
  { chunk: { position }, expiresAt }: ReturnType<typeof readChunkItem>,
  {
    after,
    before,
    state,
    nowMs,
  }: Range & { readonly state: RecorderState; readonly nowMs: number },
): boolean {
  if (position === after || position === before) return false;
  return expiresAt * 1000 > nowMs && isSeen(state, runOf(position));
}

async function readHours(
  source: HistorySource,
  { fromMs, toMs }: Record<'fromMs' | 'toMs', number>,
  { client, tableName, now }: ReaderServices,
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
      if (expiresAt * 1000 > now()) hours.set(hourMs, summary);
    }
  }
  return hours;
}
