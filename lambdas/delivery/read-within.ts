import type { Slice } from '../domain/divide.ts';
import type { Mapping } from '../domain/mapping.ts';
import { boundsKey } from '../domain/part.ts';
import type { LookUpOptions, MappingTable } from '../ports/delivery.ts';
import { countSlices, type CountContext } from './count-slices.ts';
import type { LookUpKey } from './look-up-memory.ts';

/** What was found of a generator's sources. */
export interface Found {
  /** Ascending by ARN. Of more mappings than are read at once, one that has a long name, if one was read. */
  readonly mappings: readonly Mapping[];
  /** Given if there are more: then they are counted. */
  readonly slices?: readonly Slice[];
}

/** How many mappings a batch may still read. */
export interface Room {
  left: number;
}

/** What reading within a room needs; more than `maxMappings` are not read, but counted. */
export interface ReadContext extends CountContext {
  readonly mappings: Pick<MappingTable, 'findLive' | 'countLive'>;
  readonly room: Room;
}

// Most generators have fewer. Of one that is divided, what is read here is read again by its parts. These were
// counted: they are read at once.
const firstMappings = 500;

/**
 * Reads the mappings within bounds. If they are many, they are counted, and read only if they are few enough and
 * the batch has room for them. Rejects when the table cannot be reached in time, unless a slice is known by then.
 */
export async function readWithin(
  key: LookUpKey,
  options: LookUpOptions,
  context: ReadContext,
): Promise<Found> {
  const { after = '', through } = key.bounds;
  // DynamoDB refuses a start key that is beyond the end.
  if (through !== undefined && after >= through) return { mappings: [] };
  const { room, maxMappings } = context;
  const most = Math.min(maxMappings, room.left);
  room.left -= most;
  let kept = 0;
  try {
    const found = await readOrCount(key, options, { ...context, most });
    if (found.slices === undefined) kept = found.mappings.length;
    return found;
  } finally {
    room.left += most - kept;
  }
}

/** `most`: the most mappings that may be read. */
type Reading = ReadContext & { readonly most: number };

async function readOrCount(
  key: LookUpKey,
  options: LookUpOptions,
  context: Reading,
): Promise<Found> {
  const beganMs = context.now();
  const first = await readFirst(key, options, context);
  if (first.isAll) return { mappings: first.known };
  const { known } = first;
  const slices = await countSlices(key, options, { ...context, known });
  const sources = slices.reduce((sum, slice) => sum + slice.sources, 0);
  if (sources === 0) return { mappings: [] };
  if (sources <= context.most) {
    const timeoutMs = (options.timeoutMs ?? Infinity) - (context.now() - beganMs);
    const rest = await readRest(key, { ...options, timeoutMs }, { ...context, known });
    // Otherwise somebody has registered meanwhile.
    if (known.length + rest.length <= context.most) return { mappings: [...known, ...rest] };
  }
  return { mappings: longestOf(known), slices };
}

async function readFirst(
  { generator, bounds }: LookUpKey,
  options: LookUpOptions,
  { mappings: table, most }: Reading,
): Promise<{ readonly known: readonly Mapping[]; readonly isAll: boolean }> {
  if (most === 0) return { known: [], isAll: false };
  const mostFirst = boundsKey(bounds) === '' ? Math.min(firstMappings, most) : most;
  const first = await table.findLive(generator, { ...options, ...bounds, atMost: mostFirst + 1 });
  return { known: first.slice(0, mostFirst), isAll: first.length <= mostFirst };
}

async function readRest(
  { generator, bounds }: LookUpKey,
  options: LookUpOptions & { readonly timeoutMs: number },
  { mappings: table, most, known }: Reading & { readonly known: readonly Mapping[] },
): Promise<readonly Mapping[]> {
  if (options.timeoutMs <= 0) throw new Error('there was no time to read all mappings');
  const after = known.at(-1)?.sourceArn ?? bounds.after;
  const atMost = most - known.length + 1;
  return await table.findLive(generator, { ...options, ...bounds, after, atMost });
}

function longestOf(mappings: readonly Mapping[]): readonly Mapping[] {
  const most = Math.max(...mappings.map(({ sourceName }) => sourceName.length));
  return mappings.filter(({ sourceName }) => sourceName.length === most).slice(0, 1);
}
