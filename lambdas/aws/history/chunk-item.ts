import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { summarize, type ChunkSummary } from '../../domain/history/chunk.ts';
import { countKinds } from '../../domain/history/counts.ts';
import { chunkPartition, chunkPosition, hoursPartition } from '../../domain/history/history-key.ts';
import type { SourceRows } from '../../domain/history/gather.ts';
import { readRows, writeRows } from '../../domain/history/row-columns.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { HistoryChunk, HistorySource } from '../../ports/history.ts';
import type { Item } from '../batch-get.ts';
import { packBytes, unpackBytes } from './zstd.ts';

/** The key of the history's table. */
export const historyTableKey = { partition: 'pk', sort: 'sk' } as const;

/** The table's TTL attribute, in epoch seconds. */
export const historyTableTtl = 'expiresAt';

const dayMs = 86_400_000;
// Of an item's 400 kB, so that its other attributes have room too.
const maxRowsBytes = 300_000;
const maxTypesLength = 30_000;
/** No chunk's rows are larger, unpacked. */
const maxColumnsBytes = 64 * 1_048_576;

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

/** The items of rows that one round has of a source: one, or more if they do not fit one. */
export function chunkItems(
  chunk: SourceRows,
  { roundMs, rowDays }: { readonly roundMs: number; readonly rowDays: number },
): readonly Item[] {
  const partition = partitionOfSource(chunk);
  const expiresAt = expiryOf(roundMs, rowDays);
  return packRows(chunk.rows).map(({ rows, summary }, number): Item => ({
    ...marshall(
      { pk: partition, sk: chunkPosition(roundMs, number), ...summary, expiresAt },
      { removeUndefinedValues: true },
    ),
    rows: { B: rows },
  }));
}

interface PackedRows {
  readonly rows: Uint8Array;
  readonly summary: ChunkSummary;
}

function packRows(rows: readonly HistoryRow[]): readonly PackedRows[] {
  const packed = packBytes(Buffer.from(JSON.stringify(writeRows(rows))));
  const summary = summarize(rows);
  const typesLength = summary.detailTypes.reduce((sum, type) => sum + type.length, 0);
  const fits = packed.length <= maxRowsBytes && typesLength <= maxTypesLength;
  if (fits || rows.length === 1) return [{ rows: packed, summary }];
  const half = Math.ceil(rows.length / 2);
  return [...packRows(rows.slice(0, half)), ...packRows(rows.slice(half))];
}

const count = v.pipe(v.number(), v.integer());
const summaryEntries = {
  fromMs: count,
  toMs: count,
  counts: v.object(v.entriesFromList(countKinds, count)),
  missed: v.exactOptional(v.object({ fromMs: count, toMs: count })),
  detailTypes: v.array(v.string()),
};
const summarySchema = v.object({ ...summaryEntries, sk: v.string(), expiresAt: count });
const chunkSchema = v.object({ ...summarySchema.entries, rows: v.instance(Uint8Array) });

/** A chunk of the table, with when it is over. */
export interface StoredChunk {
  readonly chunk: HistoryChunk;
  /** Epoch seconds. */
  readonly expiresAt: number;
  readonly bytes: number;
}

/** Reads the item of a chunk; throws if it is none. */
export function readChunkItem(item: Readonly<Record<string, AttributeValue>>): StoredChunk {
  const { sk, expiresAt, rows: packed, ...summary } = v.parse(chunkSchema, unmarshall(item));
  const rows = () => readRows(JSON.parse(unpackBytes(packed, maxColumnsBytes).toString()));
  return { chunk: { ...summary, position: sk, rows }, expiresAt, bytes: packed.length + 300 };
}

/** Reads the item of an hour: its time as it is in the key, and its summary. */
export function readHourItem(item: Readonly<Record<string, AttributeValue>>) {
  const { sk, expiresAt, ...summary } = v.parse(summarySchema, unmarshall(item));
  return { hourMs: Number(sk), expiresAt, summary };
}
