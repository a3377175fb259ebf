import pLimit from 'p-limit';
import { cachedMappings } from '../../../lambdas/delivery/cached-mappings.ts';
import { lookUp } from '../../../lambdas/delivery/look-up.ts';
import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { failingLog } from './table.ts';

/** Looks the mappings up that a batch of events is for: by generator. */
export type LookUp = (
  generators: readonly string[],
) => Promise<ReadonlyMap<string, readonly Mapping[]>>;

/** Concurrent calls of the simple method, as many as the product makes. */
const queriesInFlight = 32;

/**
 * The product's look-up behind its cache, which is empty at first: each generator once for a batch.
 *
 * @param now epoch milliseconds
 */
export function cachedLookUp(table: MappingTable, now: () => number = Date.now): LookUp {
  const { cacheSeconds, maxMappings } = standardSettings.mappingCache;
  const cached = cachedMappings(table, { ttlMs: cacheSeconds * 1000, maxMappings }, now);
  const { lookUpMs, maxDeliveriesPerMessage } = standardSettings.delivery;
  return async (generators) => {
    const keys = generators.map((generator) => ({ generator, bounds: {} }));
    const context = { mappings: cached, log: failingLog, now, lookUpsMs: now() + lookUpMs };
    const found = await lookUp(keys, context, maxDeliveriesPerMessage);
    return new Map(
      Array.from(found.get('') ?? [], ([generator, { mappings }]) => [generator, mappings]),
    );
  };
}

/** What one writes first: a query for each event, without a cache. */
export function queryForEach(table: MappingTable): LookUp {
  return async (generators) => {
    const limit = pLimit(queriesInFlight);
    const found = generators.map((generator) =>
      limit(async () => [generator, await table.findLive(generator)] as const),
    );
    return new Map(await Promise.all(found));
  };
}
