import QuickLru from 'quick-lru';
import { maxSourceNameLength } from '../domain/source-name.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingTable } from './ports.ts';

/** How long and how much is remembered. */
export interface CacheSettings {
  /** A registration is seen this much later at the most. */
  readonly ttlMs: number;
  readonly maxGenerators: number;
}

interface Remembered {
  readonly mappings: readonly Mapping[];
  readonly readAtMs: number;
}

/** A mapping table whose look-ups are remembered for a short while, found and not found alike; a fresh one asks the table. */
export function cachedMappings(
  table: MappingTable,
  { ttlMs, maxGenerators }: CacheSettings,
  now: () => number,
): MappingTable {
  const remembered = new QuickLru<string, Remembered>({ maxSize: maxGenerators });
  return {
    ...table,
    async findLive(generator, options = {}) {
      // No source name can hold it, so nobody can have registered it; DynamoDB would refuse the key.
      if (generator.length > maxSourceNameLength) return [];
      const known = remembered.get(generator);
      const isKnown = known !== undefined && now() - known.readAtMs < ttlMs;
      if (isKnown && options.isFresh !== true) return known.mappings;
      const readAtMs = now();
      const mappings = await table.findLive(generator, options);
      remembered.set(generator, { mappings, readAtMs });
      return mappings;
    },
    async retire(version, notice, time) {
      const result = await table.retire(version, notice, time);
      remembered.delete(version.generator);
      return result;
    },
  };
}
