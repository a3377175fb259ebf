import { maxSourceNameLength } from '../domain/source-name.ts';
import type { Mapping } from '../domain/mapping.ts';
import { boundsKey } from '../domain/part.ts';
import type { CountedMappings, LookUpOptions, MappingTable } from '../ports/delivery.ts';
import { lookUpMemory } from './look-up-memory.ts';

/** How long look-ups are remembered, and how many. */
export interface CacheSettings {
  /** The most time that passes before a registration is seen. */
  readonly ttlMs: number;
  /** Of all look-ups together; one that finds nothing weighs a quarter of a mapping. */
  readonly maxMappings: number;
}

// Generators with many mappings are looked up in ranges, which must not push out all other generators.
const shares = { whole: 0.5, ranges: 0.45, counts: 0.05 } as const;

/**
 * A mapping table that remembers its look-ups for a short while, found and not found alike; a fresh one
 * always asks the table. What was used last is kept.
 */
export function cachedMappings(
  mappings: MappingTable,
  settings: CacheSettings,
  now: () => number,
): MappingTable {
  const finds = cachedFinds(mappings, settings, now);
  const counts = cachedCounts(mappings, settings, now);
  return {
    ...mappings,
    // No source name can hold a longer one, so nobody can have registered it; DynamoDB would refuse the key.
    findLive: async (generator, options) =>
      generator.length > maxSourceNameLength ? [] : await finds.findLive(generator, options),
    countLive: (generator, options) => counts.countLive(generator, options),
    async retire(version, notification, time) {
      const result = await mappings.retire(version, notification, time);
      finds.forget(version.generator);
      counts.forget(version.generator);
      return result;
    },
  };
}

function cachedFinds(
  mappings: Pick<MappingTable, 'findLive'>,
  { ttlMs, maxMappings }: CacheSettings,
  now: () => number,
): Pick<MappingTable, 'findLive'> & Forgetful {
  const whole = lookUpMemory<FoundBefore>(maxMappings * shares.whole);
  const ranges = lookUpMemory<FoundBefore>(maxMappings * shares.ranges);
  return {
    async findLive(generator, options = {}) {
      const { isFresh = false, atMost = Infinity } = options;
      const key = { generator, bounds: options };
      const memory = boundsKey(options) === '' ? whole : ranges;
      const known = isFresh ? undefined : memory.recall(key);
      if (known !== undefined && now() - known.readAtMs < ttlMs && isEnough(known, atMost)) {
        memory.remember(key, known, known.found.length);
        return known.found.length <= atMost ? known.found : known.found.slice(0, atMost);
      }
      const readAtMs = now();
      const found = await mappings.findLive(generator, options);
      memory.remember(key, { found, atMost, readAtMs }, found.length);
      return found;
    },
    forget(generator) {
      whole.forget(generator);
      ranges.forget(generator);
    },
  };
}

function cachedCounts(
  mappings: Pick<MappingTable, 'countLive'>,
  { ttlMs, maxMappings }: CacheSettings,
  now: () => number,
): Pick<MappingTable, 'countLive'> & Forgetful {
  const counts = lookUpMemory<CountedBefore>(maxMappings * shares.counts);
  return {
    async countLive(generator, options = {}) {
      const key = { generator, bounds: options };
      const known = counts.recall(key);
      const isRecent = known !== undefined && now() - known.readAtMs < ttlMs;
      if (isRecent && known.atMost === options.atMost) {
        counts.remember(key, known, 0);
        return known.counted;
      }
      const readAtMs = now();
      const counted = await mappings.countLive(generator, options);
      counts.remember(key, { counted, atMost: options.atMost, readAtMs }, 0);
      return counted;
    },
    forget: (generator) => counts.forget(generator),
  };
}

interface Forgetful {
  readonly forget: (generator: string) => void;
}

interface ReadAt {
  readonly readAtMs: number;
}

interface FoundBefore extends ReadAt {
  readonly found: readonly Mapping[];
  readonly atMost: number;
}

interface CountedBefore extends ReadAt {
  readonly counted: CountedMappings;
  readonly atMost: LookUpOptions['atMost'];
}

/** Whether all was found then, or as many as are asked for now. */
function isEnough({ found, atMost }: FoundBefore, wanted: number): boolean {
  return found.length < atMost || found.length >= wanted;
}
