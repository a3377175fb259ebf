import type { Slice } from '../domain/divide.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Log, LookUpOptions, MappingTable } from '../ports/delivery.ts';
import type { LookUpKey } from './look-up-memory.ts';

/** What was found of a generator's sources. */
export interface Found {
  /** Ascending by ARN. Of more mappings than are read at once, one that has the longest name. */
  readonly mappings: readonly Mapping[];
  /** Given if there are more: then they are counted. */
  readonly slices?: readonly Slice[];
}

/** How many mappings a batch may still read. */
export interface Room {
  left: number;
}

/** What reading within a room needs. */
export interface ReadContext {
  readonly mappings: Pick<MappingTable, 'findLive' | 'countLive'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** More mappings than this are not read, but counted in slices of at most so many. */
  readonly maxMappings: number;
  readonly room: Room;
  /** No count begins later, epoch milliseconds; what is not counted by then is one more slice. */
  readonly countUntilMs: number;
}

/** A message is divided into about as many parts; what comes after is divided again. */
const maxSlices = 100;

/**
 * Reads the mappings within bounds, or counts them if they are too many, or if the batch has no room for them.
 * Rejects when the table cannot be reached in time, unless a slice is known by then.
 */
export async function readWithin(
  key: LookUpKey,
  options: LookUpOptions,
  context: ReadContext,
): Promise<Found> {
  const { generator, bounds } = key;
  const { mappings: table, maxMappings, room } = context;
  // DynamoDB refuses a start key that is beyond the end.
  if (bounds.through !== undefined && (bounds.after ?? '') >= bounds.through) {
    return { mappings: [] };
  }
  const most = Math.min(maxMappings, room.left);
  room.left -= most;
  let kept = 0;
  try {
    const found =
      most === 0
        ? []
        : await table.findLive(generator, { ...options, ...bounds, atMost: most + 1 });
    if (most === 0 || found.length > most) {
      return await count(key, { ...options, first: found.slice(0, most) }, context);
    }
    kept = found.length;
    return { mappings: found };
  } finally {
    room.left += most - kept;
  }
}

/** Counts mappings of which the first ones are known. */
async function count(
  { generator, bounds }: LookUpKey,
  { first, ...options }: LookUpOptions & { readonly first: readonly Mapping[] },
  { mappings: table, log, maxMappings, now, countUntilMs }: ReadContext,
): Promise<Found> {
  const mappings = longestOf(first);
  const slices: Slice[] = first.slice(-1).map(({ sourceArn }) => ({
    sources: first.length,
    through: sourceArn,
  }));
  try {
    while (slices.length < maxSlices) {
      const { through: after = bounds.after } = slices.at(-1) ?? {};
      const timeoutMs = countUntilMs - now();
      if (timeoutMs <= 0) break;
      const stretch = { ...options, ...bounds, after, timeoutMs, atMost: maxMappings };
      const { mappings: sources, ...end } = await table.countLive(generator, stretch);
      slices.push({ sources, ...end });
      if (end.through === undefined) return foundIn(slices, mappings);
    }
  } catch (error) {
    if (slices.length === 0) throw error;
    log.warn('mappings could not be counted to the end', { error });
  }
  if (slices.length === 0) throw new Error('there was no time to count mappings');
  // The part that it becomes goes on counting.
  return foundIn([...slices, { sources: maxMappings }], mappings);
}

function foundIn(slices: readonly Slice[], mappings: readonly Mapping[]): Found {
  return slices.every(({ sources }) => sources === 0) ? { mappings: [] } : { mappings, slices };
}

function longestOf(mappings: readonly Mapping[]): readonly Mapping[] {
  const most = Math.max(...mappings.map(({ sourceName }) => sourceName.length));
  return mappings.filter(({ sourceName }) => sourceName.length === most).slice(0, 1);
}
