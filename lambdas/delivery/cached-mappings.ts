import { maxSourceNameLength } from '../domain/source-name.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingTable } from '../ports/delivery.ts';

/** How long look-ups are remembered, and how many. */
export interface CacheSettings {
  /** The most time that passes before a registration is seen. */
  readonly ttlMs: number;
  readonly maxGenerators: number;
  /** Of all generators together: a mapping takes some 500 bytes. */
  readonly maxMappings?: number;
}

/**
 * A mapping table that remembers its look-ups for a short while, found and not found alike; a fresh one
 * always asks the table. What was used last is kept, however many mappings it has.
 */
export function cachedMappings(
  mappings: MappingTable,
  { ttlMs, ...bounds }: CacheSettings,
  now: () => number,
): MappingTable {
  const memory = lookUpMemory(bounds);
  return {
    ...mappings,
    async findLive(generator, options = {}) {
      // No source name can hold it, so nobody can have registered it; DynamoDB would refuse the key.
      if (generator.length > maxSourceNameLength) return [];
      const known = memory.recall(generator);
      const isKnown = known !== undefined && now() - known.readAtMs < ttlMs;
      if (isKnown && options.isFresh !== true) {
        memory.remember(generator, known);
        return known.mappings;
      }
      const readAtMs = now();
      const found = await mappings.findLive(generator, options);
      memory.remember(generator, { mappings: found, readAtMs });
      return found;
    },
    async retire(version, notification, time) {
      const result = await mappings.retire(version, notification, time);
      memory.forget(version.generator);
      return result;
    },
  };
}

interface LookUp {
  readonly mappings: readonly Mapping[];
  readonly readAtMs: number;
}

/** Look-ups by generator; when it is full, those that were remembered longest ago are forgotten. */
function lookUpMemory({ maxGenerators, maxMappings = 50_000 }: Omit<CacheSettings, 'ttlMs'>) {
  // A Map keeps its order: what was remembered longest ago comes first.
  const lookUps = new Map<string, LookUp>();
  let mappingCount = 0;

  function forget(generator: string): void {
    mappingCount -= lookUps.get(generator)?.mappings.length ?? 0;
    lookUps.delete(generator);
  }

  function remember(generator: string, lookUp: LookUp): void {
    forget(generator);
    lookUps.set(generator, lookUp);
    mappingCount += lookUp.mappings.length;
    for (const oldest of lookUps.keys()) {
      if (lookUps.size <= maxGenerators && mappingCount <= maxMappings) return;
      if (oldest !== generator) forget(oldest);
    }
  }

  return { recall: (generator: string) => lookUps.get(generator), remember, forget };
}
