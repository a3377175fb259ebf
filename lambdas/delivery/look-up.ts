import pLimit from 'p-limit';
import type { Mapping } from '../domain/mapping.ts';
import type { Log, MappingTable } from './ports.ts';

const lookUpsInFlight = 32;

/**
 * The live mappings of each generator, each looked up once, side by side. A generator whose look-up
 * failed is missing from the answer: nothing is known of it.
 */
export async function lookUp(
  generators: Iterable<string>,
  mappings: MappingTable,
  log: Log,
): Promise<ReadonlyMap<string, readonly Mapping[]>> {
  const limit = pLimit(lookUpsInFlight);
  const found = new Map<string, readonly Mapping[]>();
  const look = async (generator: string) => {
    try {
      found.set(generator, await mappings.findLive(generator));
    } catch (error) {
      log.error('mappings could not be looked up', { error });
    }
  };
  await Promise.all(Array.from(new Set(generators), (generator) => limit(look, generator)));
  return found;
}
