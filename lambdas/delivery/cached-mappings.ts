import { maxSourceNameLength } from '../domain/source-name.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingTable } from '../ports/delivery.ts';

/** How long and how much is remembered. */
export interface CacheSettings {
  /** A registration is seen this much later at the most. */
  readonly ttlMs: number;
  readonly maxGenerators: number;
  /** Of all generators together: a mapping takes some 500 bytes. */
  readonly maxMappings?: number;
}

interface Remembered {
  readonly mappings: readonly Mapping[];
  readonly readAtMs: number;
}

/**
 * A mapping table whose look-ups are remembered for a short while, found and not found alike; a fresh one
 * asks the table. What was used last stays, however many mappings it has.
 */
export function cachedMappings(
  table: MappingTable,
  { ttlMs, maxGenerators, maxMappings = 50_000 }: CacheSettings,
  now: () => number,
): MappingTable {
  // A Map keeps its order: what was used longest ago comes first.
  const remembered = new Map<string, Remembered>();
  let mappingCount = 0;

  function forget(generator: string): void {
    mappingCount -= remembered.get(generator)?.mappings.length ?? 0;
    remembered.delete(generator);
  }

  function remember(generator: string, found: Remembered): void {
    forget(generator);
    remembered.set(generator, found);
    mappingCount += found.mappings.length;
    for (const oldest of remembered.keys()) {
      if (remembered.size <= maxGenerators && mappingCount <= maxMappings) return;
      if (oldest !== generator) forget(oldest);
    }
  }

  return {
    ...table,
    async findLive(generator, options = {}) {
      // No source name can hold it, so nobody can have registered it; DynamoDB would refuse the key.
      if (generator.length > maxSourceNameLength) return [];
      const known = remembered.get(generator);
      const isKnown = known !== undefined && now() - known.readAtMs < ttlMs;
      if (isKnown && options.isFresh !== true) {
        remember(generator, known);
        return known.mappings;
      }
      const readAtMs = now();
      const mappings = await table.findLive(generator, options);
      remember(generator, { mappings, readAtMs });
      return mappings;
    },
    async retire(version, notification, time) {
      const result = await table.retire(version, notification, time);
      forget(version.generator);
      return result;
    },
  };
}
