import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import * as v from 'valibot';
import { rowsKey } from '../../domain/history/history-key.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { Log } from '../../ports/delivery.ts';
import type { Item } from '../batch-get.ts';
import { openRows, sealRows, unpackRows } from './packed-rows.ts';
import type { ByteRange, S3Objects } from '../s3-objects.ts';

/** Where the rows of a chunk are in the bucket, and what opens them. */
export interface RowsPlace extends ByteRange {
  readonly key: string;
  readonly secret: Uint8Array;
}

/** The attributes of a chunk that say where its rows are. */
export function writePlace({ key, offset, length, secret }: RowsPlace): Item {
  return { place: { S: JSON.stringify([key, offset, length]) }, secret: { B: secret } };
}

/** Of one object, so that a slow connection writes it in time. */
const maxObjectBytes = 8 * 1_048_576;
const putsInFlight = 4;

/** Stores the rows of chunks in as few objects as possible; rejects if they are not stored in time. */
export async function storeBeside<T extends { readonly rows: Buffer }>(
  chunks: Iterable<T>,
  objects: Pick<S3Objects, 'put'>,
  { roundMs, timeoutMs }: { readonly roundMs: number; readonly timeoutMs: number },
): Promise<ReadonlyMap<T, RowsPlace>> {
  const limit = pLimit(putsInFlight);
  const places = new Map<T, RowsPlace>();
  const store = async (own: readonly T[]) => {
    const key = rowsKey(roundMs, randomUUID());
    const parts: Buffer[] = [];
    let offset = 0;
    for (const chunk of own) {
      const { sealed, secret } = sealRows(chunk.rows);
      places.set(chunk, { key, offset, length: sealed.length, secret });
      parts.push(sealed);
      offset += sealed.length;
    }
    await objects.put(key, Buffer.concat(parts), timeoutMs);
  };
  await Promise.all(divideChunks(chunks).map((own) => limit(() => store(own))));
  return places;
}

function divideChunks<T extends { readonly rows: Buffer }>(chunks: Iterable<T>): readonly T[][] {
  const objects: T[][] = [];
  let bytes = Infinity;
  for (const chunk of chunks) {
    if (bytes + chunk.rows.length > maxObjectBytes) {
      objects.push([]);
      bytes = 0;
    }
    objects.at(-1)?.push(chunk);
    bytes += chunk.rows.length;
  }
  return objects;
}

/** Reads the rows of a chunk that are beside it. Rejects when S3 does not answer. */
export type ReadBeside = (chunk: {
  readonly place: string;
  readonly secret: Uint8Array;
}) => Promise<readonly HistoryRow[]>;

const placeSchema = v.pipe(
  v.tuple([v.pipe(v.string(), v.regex(/^rows\/[-\w/]+$/)), v.number(), v.number()]),
  v.transform(([key, offset, length]) => ({ key, offset, length })),
);

/** How many bytes the rows of a chunk have beside the table: none if they are in its item. */
export function bytesBeside({ place }: Item): number {
  return place?.S === undefined ? 0 : v.parse(placeSchema, JSON.parse(place.S)).length;
}

/** What reads rows. An object that is no longer there has none. */
export function besideReader(objects: Pick<S3Objects, 'get'>, log: Pick<Log, 'error'>): ReadBeside {
  return async ({ place, secret }) => {
    const { key, ...range } = v.parse(placeSchema, JSON.parse(place));
    const sealed = await objects.get(key, range);
    if (sealed !== undefined) return unpackRows(openRows(sealed, secret));
    log.error('rows of the history are no longer there', { key });
    return [];
  };
}
