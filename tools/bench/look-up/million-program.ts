import { cachedMappings } from '../../../lambdas/delivery/cached-mappings.ts';
import { lookUp } from '../../../lambdas/delivery/look-up.ts';
import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { generatorRows } from '../../simulators/generator-rows.ts';
import { answerParent } from '../measure/child-program.ts';
import { measureMemory } from '../measure/memory.ts';
import { failingLog } from './table.ts';

// A part of a table of millions of generators, computed when asked for, behind the product's cache in this process, whose
// heap is the cache's alone. Every other generator has no mapping.

const generators = 400_000;
const eventsPerBatch = 2_000;

const asked = { lookUps: 0, found: 0 };

const table: MappingTable = {
  async findLive(generator) {
    asked.lookUps += 1;
    const count = countOf(generator);
    asked.found += count;
    const { mappingAt } = generatorRows({ generator, region: 'us-east-1' }, count, 'bench.test');
    return Array.from({ length: count }, (_, index) => mappingAt(index));
  },
  countLive: async () => ({ mappings: 0 }),
  retire: async () => 'absent',
  noteActivity: async () => 'noted',
};

function countOf(generator: string): number {
  return Number(generator.slice(generator.lastIndexOf('-') + 1)) % 2;
}

// Nothing expires.
const now = () => 0;

async function lookUpAll(): Promise<number> {
  const { cacheSeconds, maxMappings } = standardSettings.mappingCache;
  const { lookUpMs, maxDeliveriesPerMessage } = standardSettings.delivery;
  const cached = cachedMappings(table, { ttlMs: cacheSeconds * 1000, maxMappings }, now);
  const context = { mappings: cached, log: failingLog, now, lookUpsMs: lookUpMs };
  let mostHeapBytes = 0;
  for (let from = 0; from < generators; from += eventsPerBatch) {
    const keys = Array.from({ length: eventsPerBatch }, (_, index) => ({
      generator: `tenant-${from % 5_000}/repository-${from + index}`,
      bounds: {},
    }));
    await lookUp(keys, context, maxDeliveriesPerMessage);
    if (from % 40_000 === 0) mostHeapBytes = Math.max(mostHeapBytes, measureMemory().heapBytes);
  }
  return Math.max(mostHeapBytes, measureMemory().heapBytes);
}

answerParent(async () => {
  const before = measureMemory().heapBytes;
  const heapBytes = (await lookUpAll()) - before;
  return { generators, heapBytes, ...asked };
});
