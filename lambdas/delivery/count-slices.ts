import type { Slice } from '../domain/divide.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Log, LookUpOptions, MappingTable } from '../ports/delivery.ts';
import type { LookUpKey } from './look-up-memory.ts';

/** What counting needs. */
export interface CountContext {
  readonly mappings: Pick<MappingTable, 'countLive'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The most mappings of a slice. */
  readonly maxMappings: number;
  /** No count begins later, epoch milliseconds; what is not counted by then is one more slice. */
  readonly countUntilMs: number;
}

/** A message is divided into about as many parts; what comes after is divided again. */
const maxSlices = 100;

/**
 * Counts the mappings within bounds, of which the first ones may be known. Rejects when the table cannot be
 * reached in time, unless a slice is known by then.
 */
export async function countSlices(
  key: LookUpKey,
  options: LookUpOptions,
  { known, ...context }: CountContext & { readonly known: readonly Mapping[] },
): Promise<readonly Slice[]> {
  const slices: Slice[] = known.slice(-1).map(({ sourceArn }) => ({
    sources: known.length,
    through: sourceArn,
  }));
  try {
    // So that the first two slices together are one part.
    let atMost = context.maxMappings - known.length || context.maxMappings;
    while (slices.length < maxSlices) {
      const { through: after = key.bounds.after } = slices.at(-1) ?? {};
      const slice = await countOne(key, { ...options, after, atMost }, context);
      slices.push(slice);
      if (slice.through === undefined) return slices;
      atMost = context.maxMappings;
    }
  } catch (error) {
    if (slices.length === 0) throw error;
    context.log.warn('mappings were not counted to the end', { error });
  }
  // The part that it becomes goes on counting.
  return [...slices, { sources: context.maxMappings }];
}

async function countOne(
  { generator, bounds }: LookUpKey,
  { after, ...options }: LookUpOptions,
  { mappings, now, countUntilMs }: CountContext,
): Promise<Slice> {
  const timeoutMs = countUntilMs - now();
  if (timeoutMs <= 0) throw new Error('there was no time to count mappings');
  const stretch = { ...options, ...bounds, after, timeoutMs };
  const { mappings: sources, ...end } = await mappings.countLive(generator, stretch);
  return { sources, ...end };
}
