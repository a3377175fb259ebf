import pLimit from 'p-limit';
import type { Mapping } from '../domain/mapping.ts';
import type { Log, MappingTable } from './ports.ts';

const lookUpsInFlight = 32;

/** What looking mappings up needs. */
export interface LookUpContext {
  readonly mappings: Pick<MappingTable, 'findLive'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** By when every look-up has ended, epoch milliseconds. */
  readonly lookUpsMs: number;
}

/**
 * The live mappings of each generator, each looked up once, side by side. A generator whose look-up
 * failed, or for which no time was left, is missing from the answer: nothing is known of it.
 *
 * @param isFresh whether what was written a moment ago must be seen
 */
export async function lookUp(
  generators: Iterable<string>,
  { mappings, log, now, lookUpsMs }: LookUpContext,
  isFresh = false,
): Promise<ReadonlyMap<string, readonly Mapping[]>> {
  const limit = pLimit(lookUpsInFlight);
  const found = new Map<string, readonly Mapping[]>();
  const look = async (generator: string) => {
    const timeoutMs = lookUpsMs - now();
    if (timeoutMs <= 0) return;
    try {
      found.set(generator, await mappings.findLive(generator, { timeoutMs, isFresh }));
    } catch (error) {
      log.error('mappings could not be looked up', { error });
    }
  };
  const distinct = Array.from(new Set(generators));
  await Promise.all(distinct.map((generator) => limit(look, generator)));
  if (found.size < distinct.length) log.warn('not every generator was looked up', {});
  return found;
}

/** The live mappings of sources' generators as the table has them now, where what is known lacks a source. */
export async function lookUpMissing(
  wanted: Iterable<{ readonly generator: string; readonly sourceArn: string }>,
  known: ReadonlyMap<string, readonly Mapping[]>,
  context: LookUpContext,
): Promise<ReadonlyMap<string, readonly Mapping[]>> {
  const missing = new Set<string>();
  for (const { generator, sourceArn } of wanted) {
    const mappings = known.get(generator);
    if (mappings === undefined || mappings.some((one) => one.sourceArn === sourceArn)) continue;
    missing.add(generator);
  }
  if (missing.size === 0) return known;
  const fresh = await lookUp(missing, context, true);
  const unchanged = Array.from(known).filter(([generator]) => !missing.has(generator));
  return new Map([...unchanged, ...fresh]);
}
