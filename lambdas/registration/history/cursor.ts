import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { RegionPlace } from './region-search.ts';

/** Where a search goes on, by Region; null where it came to its end. */
export type SearchPlaces = Readonly<Record<string, RegionPlace | null>>;

const anyPosition = v.pipe(v.string(), v.regex(/^\d{13}[!-~]{0,64}$/));
const anyCount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const cursorSchema = v.strictTuple([
  v.string(),
  v.record(
    v.string(),
    v.nullable(
      v.union([
        v.strictTuple([anyPosition, anyCount]),
        v.strictTuple([anyPosition, anyCount, anyPosition]),
      ]),
    ),
  ),
]);

/**
 * The cursor of the page after these places, opaque to clients.
 *
 * @param search everything that the search is bound to: its tenant, its source and its filters
 */
export function writeCursor(search: readonly unknown[], places: SearchPlaces): string {
  const entries = Object.entries(places)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([region, place]) => [region, place && written(place)]);
  const text = JSON.stringify([fingerprint(search), Object.fromEntries(entries)]);
  return Buffer.from(text).toString('base64url');
}

/** The places of a cursor; undefined unless it is one of this search, exactly as it was written. */
export function readCursor(search: readonly unknown[], cursor: string): SearchPlaces | undefined {
  const read = v.safeParse(cursorSchema, parse(Buffer.from(cursor, 'base64url').toString()));
  if (!read.success) return undefined;
  const places = Object.fromEntries(
    Object.entries(read.output[1]).map(([region, place]) => [
      region,
      place && {
        position: place[0],
        left: place[1],
        ...(place[2] !== undefined && { through: place[2] }),
      },
    ]),
  );
  return writeCursor(search, places) === cursor ? places : undefined;
}

function written({ position, left, through }: RegionPlace) {
  return through === undefined ? [position, left] : [position, left, through];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fingerprint(search: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(search)).digest('base64url').slice(0, 22);
}
