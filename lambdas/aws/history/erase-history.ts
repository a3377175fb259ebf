import {
  DeleteItemCommand,
  paginateScan,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import pLimit from 'p-limit';
import * as v from 'valibot';
import { tenantOfPartition, tenantPrefix, timeKey } from '../../domain/history/history-key.ts';
import type { BodyPlace, HistoryRow } from '../../domain/history/row.ts';
import type { HistoryReader } from '../../ports/history.ts';
import { isChunkItem, readChunkItem, type StoredChunk } from './chunk-item.ts';
import { erasedByte } from './frame-bytes.ts';
import { besideReader, bytesBeside } from './rows-beside.ts';
import type { S3Objects } from '../s3-objects.ts';

/** What the operators' commands need of a Region's history. */
export interface HistoryStore {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly objects: S3Objects;
}

/** What was erased. */
export interface Erasure {
  readonly chunks: number;
  readonly rows: number;
  readonly frames: number;
  readonly objects: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

const keySchema = v.object({ pk: v.string(), sk: v.string() });

/**
 * Erases a tenant's history: overwrites the texts of its events in place, so that the places of other
 * tenants' texts stay right, and deletes its chunks, and with them what opens the rows that are beside the
 * table. Can be repeated after a failure. What still waits on the history queue is not erased: repeat it
 * three minutes later. A text that was recorded before the time is erased with those that were stored
 * together with it, up to 64 of the same tenant.
 *
 * @param beforeMs only what was recorded before this time, epoch milliseconds
 * @param onProgress gets what is erased so far
 */
export async function eraseTenant(
  tenant: string,
  store: HistoryStore,
  beforeMs = Infinity,
  onProgress: (erased: Erasure) => void = () => undefined,
): Promise<Erasure> {
  const erased = { chunks: 0, rows: 0, frames: 0, objects: 0 };
  for await (const page of tenantPages(tenant, store)) {
    const items = page.filter((item) => isBefore(item, beforeMs));
    const chunks = chunksOf(items, store);
    const rows = await rowsOf(chunks);
    const frames = framesByKey(rows.flatMap(({ body }) => body ?? []));
    for (const [key, places] of frames) {
      erased.frames += places.length;
      erased.objects += (await eraseFrames(key, places, store)) ? 1 : 0;
    }
    for (const item of items) await deleteItem(item, store);
    erased.chunks += chunks.length;
    erased.rows += rows.length;
    onProgress(erased);
  }
  return erased;
}

/** What a tenant's history holds. */
export interface TenantUsage {
  readonly tenant: string;
  readonly chunks: number;
  readonly rows: number;
  /** The bytes of its chunks, with the rows that are beside the table. */
  readonly bytes: number;
}

/**
 * What the history holds, by tenant as its keys have it; it reads the whole table.
 *
 * @param onProgress gets the number of chunks that are read so far
 */
export async function historyUsage(
  store: HistoryStore,
  onProgress: (chunks: number) => void = () => undefined,
): Promise<readonly TenantUsage[]> {
  const usage = new Map<string, TenantUsage>();
  let read = 0;
  for await (const items of pagesOf(store)) {
    const chunks = items.filter(isChunkItem);
    read += chunks.length;
    onProgress(read);
    for (const item of chunks) {
      const tenant = tenantOfItem(item);
      const { chunk, bytes } = readChunkItem(item, noRows);
      const known = usage.get(tenant) ?? { tenant, chunks: 0, rows: 0, bytes: 0 };
      const rows = Object.values(chunk.counts).reduce((sum, count) => sum + count, 0);
      usage.set(tenant, {
        tenant,
        chunks: known.chunks + 1,
        rows: known.rows + rows,
        bytes: known.bytes + bytes + bytesBeside(item),
      });
    }
  }
  return [...usage.values()];
}

/** What became of the texts that a tenant's rows lead to. */
export interface Verification {
  readonly rows: number;
  /** Rows whose text was read, and is of the row's event and tenant. */
  readonly read: number;
  /** Rows whose text is no longer kept, or is not theirs. */
  readonly absent: number;
}

/**
 * Reads the text of each of a tenant's rows, those of rounds that were given up too.
 *
 * @param onProgress gets what is found so far
 */
export async function verifyTenant(
  tenant: string,
  store: HistoryStore,
  reader: Pick<HistoryReader, 'body'>,
  onProgress: (found: Verification) => void = () => undefined,
): Promise<Verification> {
  const found = { rows: 0, read: 0, absent: 0 };
  const limit = pLimit(readsInFlight);
  const verify = async ({ eventId, body }: HistoryRow) => {
    if (body === undefined) return;
    const text = await reader.body(tenant, eventId, body);
    found[text === undefined ? 'absent' : 'read'] += 1;
  };
  for await (const items of tenantPages(tenant, store)) {
    for (const { chunk } of chunksOf(items, store)) {
      const rows = await chunk.rows();
      found.rows += rows.length;
      await Promise.all(rows.map((row) => limit(verify, row)));
      onProgress(found);
    }
  }
  return found;
}

async function* tenantPages(tenant: string, store: HistoryStore) {
  yield* pagesOf(store, {
    FilterExpression: 'begins_with(pk, :prefix)',
    ExpressionAttributeValues: marshall({ ':prefix': tenantPrefix(tenant) }),
  });
}

async function* pagesOf(
  { client, tableName }: HistoryStore,
  filter = {},
): AsyncGenerator<readonly Item[]> {
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true, ...filter });
  for await (const { Items: items = [] } of pages) yield items;
}

function chunksOf(items: readonly Item[], { objects }: HistoryStore): readonly StoredChunk[] {
  // Rows that are no longer there are nothing to report here.
  const readBeside = besideReader(objects, { error() {} });
  return items.filter(isChunkItem).map((item) => readChunkItem(item, readBeside));
}

/** The rows of chunks, of which some are beside the table. */
async function rowsOf(chunks: readonly StoredChunk[]): Promise<readonly HistoryRow[]> {
  const limit = pLimit(readsInFlight);
  const rows = await Promise.all(chunks.map(({ chunk }) => limit(() => chunk.rows())));
  return rows.flat();
}

const readsInFlight = 32;

const noRows = async () => [];

function isBefore(item: Item, beforeMs: number): boolean {
  const { sk } = v.parse(keySchema, unmarshall(item));
  return beforeMs === Infinity || sk < timeKey(beforeMs);
}

function tenantOfItem(item: Item): string {
  return tenantOfPartition(v.parse(keySchema, unmarshall(item)).pk);
}

/** The different frames of some places, by the key of their object. */
function framesByKey(places: readonly BodyPlace[]): ReadonlyMap<string, readonly BodyPlace[]> {
  const frames = new Map(places.map((place) => [`${place.key} ${place.offset}`, place]));
  return Map.groupBy(frames.values(), ({ key }) => key);
}

/** Overwrites frames with spaces; returns whether the object is still there. */
async function eraseFrames(
  key: string,
  places: readonly BodyPlace[],
  { objects }: HistoryStore,
): Promise<boolean> {
  const bytes = await objects.get(key);
  if (bytes === undefined) return false;
  for (const { offset, length } of places) bytes.fill(erasedByte, offset, offset + length);
  await objects.put(key, bytes);
  return true;
}

async function deleteItem(item: Item, { client, tableName }: HistoryStore): Promise<void> {
  const key = marshall(v.parse(keySchema, unmarshall(item)));
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: key }));
}
