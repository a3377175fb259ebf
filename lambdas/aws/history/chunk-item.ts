import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { summarize, type ChunkSummary } from '../../domain/history/chunk.ts';
import { chunkPartition, chunkPosition, hoursPartition } from '../../domain/history/history-key.ts';
import type { SourceRows } from '../../domain/history/gather.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { HistoryChunk, HistorySource } from '../../ports/history.ts';
import type { Item } from '../batch-get.ts';
import { packRows, unpackRows } from './packed-rows.ts';
import { writePlace, type ReadBeside, type RowsPlace } from './rows-beside.ts';
import { readSummary, writeSummary } from './summary-text.ts';

/** The key of the history's table. */
export const historyTableKey = { partition: 'pk', sort: 'sk' } as const;

/** The table's TTL attribute, in epoch seconds. */
export const historyTableTtl = 'expiresAt';

const dayMs = 86_400_000;
// Of an item's 400 kB, so that its other attributes have room too.
const maxRowsBytes = 300_000;
const maxTypesLength = 30_000;

/** The time at which what was recorded at `recordedMs` is over, in epoch seconds. */
export function expiryOf(recordedMs: number, days: number): number {
  return Math.ceil((recordedMs + days * dayMs) / 1000);
}

/** The partition key of a source's chunks. */
export function partitionOfSource({ tenant, sourceArn }: HistorySource): string {
  return chunkPartition(tenant, hashOf(sourceArn));
}

/** The partition key of a source's hours. */
export function hoursOfSource({ tenant, sourceArn }: HistorySource): string {
  return hoursPartition(tenant, hashOf(sourceArn));
}

function hashOf(sourceArn: string): string {
  return createHash('sha256').update(sourceArn).digest('base64url');
}

/** A chunk before it is written. */
export interface NewChunk {
  /** Its item, without the rows. */
  readonly item: Item;
  readonly rows: Buffer;
  /** The size of its item with the rows. */
  readonly bytes: number;
}

/** The chunks of rows that one round has of a source: one, or more if they do not fit one. */
export function newChunks(
  source: SourceRows,
  { roundMs, rowDays }: { readonly roundMs: number; readonly rowDays: number },
): readonly NewChunk[] {
  const pk = partitionOfSource(source);
  const expiresAt = String(expiryOf(roundMs, rowDays));
  return divideRows(source.rows).map(({ rows, summary }, number): NewChunk => {
    const sk = chunkPosition(roundMs, number);
    const sum = writeSummary(summary);
    const item = {
      pk: { S: pk },
      sk: { S: sk },
      sum: { S: sum },
      [historyTableTtl]: { N: expiresAt },
    };
    const texts = Buffer.byteLength(pk) + sk.length + Buffer.byteLength(sum);
    return { item, rows, bytes: texts + namesAndTtlBytes + rows.length };
  });
}

/** As DynamoDB counts: pk, sk, sum, rows, expiresAt, and a number of ten digits. */
const namesAndTtlBytes = 2 + 2 + 3 + 4 + 9 + 6;

/** The item of a chunk, with its rows or with their place. */
export function chunkItem({ item, rows }: NewChunk, place: RowsPlace | undefined): Item {
  return place === undefined ? { ...item, rows: { B: rows } } : { ...item, ...writePlace(place) };
}

interface PackedRows {
  readonly rows: Buffer;
  readonly summary: ChunkSummary;
}

function divideRows(rows: readonly HistoryRow[]): readonly PackedRows[] {
  const packed = packRows(rows);
  const summary = summarize(rows);
  const typesLength = summary.detailTypes.reduce((sum, type) => sum + type.length, 0);
  const fits = packed.length <= maxRowsBytes && typesLength <= maxTypesLength;
  if (fits || rows.length === 1) return [{ rows: packed, summary }];
  const half = Math.ceil(rows.length / 2);
  return [...divideRows(rows.slice(0, half)), ...divideRows(rows.slice(half))];
}

const summaryEntries = {
  sk: v.string(),
  sum: v.pipe(v.string(), v.transform(readSummary)),
  expiresAt: v.pipe(v.number(), v.integer()),
};
const summarySchema = v.object(summaryEntries);
const chunkSchema = v.union([
  v.object({ ...summaryEntries, rows: v.instance(Uint8Array) }),
  v.object({ ...summaryEntries, place: v.string(), secret: v.instance(Uint8Array) }),
]);

/** Whether an item of the table is a chunk. */
export function isChunkItem(item: Readonly<Record<string, AttributeValue>>): boolean {
  return item['rows'] !== undefined || item['place'] !== undefined;
}

/** A chunk of the table, with when it is over. */
export interface StoredChunk {
  readonly chunk: HistoryChunk;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** Of its item. */
  readonly bytes: number;
  /** Whether its rows are beside the table. */
  readonly isBeside: boolean;
}

/** Reads the item of a chunk; throws if it is none. */
export function readChunkItem(
  item: Readonly<Record<string, AttributeValue>>,
  readBeside: ReadBeside,
): StoredChunk {
  const read = v.parse(chunkSchema, unmarshall(item));
  const { sk: position, sum: summary, expiresAt } = read;
  if ('place' in read) {
    const rows = () => readBeside(read);
    const bytes = read.place.length + otherBytes;
    return { chunk: { ...summary, position, rows }, expiresAt, bytes, isBeside: true };
  }
  const rows = async () => unpackRows(read.rows);
  const bytes = read.rows.length + otherBytes;
  return { chunk: { ...summary, position, rows }, expiresAt, bytes, isBeside: false };
}

/** What an item has besides, about. */
const otherBytes = 200;

/** Reads the item of an hour: its time as it is in the key, and its summary. */
export function readHourItem(item: Readonly<Record<string, AttributeValue>>) {
  const { sk, expiresAt, sum: summary } = v.parse(summarySchema, unmarshall(item));
  return { hourMs: Number(sk), expiresAt, summary };
}
