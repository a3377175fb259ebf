import pLimit from 'p-limit';
import type { Mapping } from '../domain/mapping.ts';
import type { Log, MappingTable } from '../ports/delivery.ts';

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

/** A look-up that takes longer waits until all others were tried: most take some milliseconds. */
const firstTryMs = 1_500;

/**
 * The live mappings of each generator, looked up side by side: those that are slow once more when all
 * were tried, with the time that is left. A generator whose look-up failed, or for which no time was
 * left, is missing from the answer: nothing is known of it.
 *
 * @param isFresh whether what was written a moment ago must be seen
 */
export async function lookUp(
  generators: Iterable<string>,
  context: LookUpContext,
  isFresh = false,
): Promise<ReadonlyMap<string, readonly Mapping[]>> {
  const first = await lookUpOnce(new Set(generators), context, { isFresh, mostMs: firstTryMs });
  const last = await lookUpOnce(first.slow, context, { isFresh, mostMs: Infinity });
  return new Map([...first.found, ...last.found]);
}

interface Looked {
  readonly found: ReadonlyMap<string, readonly Mapping[]>;
  /** Generators whose look-up took all the time that it had. */
  readonly slow: ReadonlySet<string>;
}

async function lookUpOnce(
  generators: ReadonlySet<string>,
  { mappings, log, now, lookUpsMs }: LookUpContext,
  { isFresh, mostMs }: { readonly isFresh: boolean; readonly mostMs: number },
): Promise<Looked> {
  const limit = pLimit(lookUpsInFlight);
  const found = new Map<string, readonly Mapping[]>();
  const slow = new Set<string>();
  const look = async (generator: string) => {
    const beganMs = now();
    const timeoutMs = Math.min(mostMs, lookUpsMs - beganMs);
    if (timeoutMs <= 0) return;
    try {
      found.set(generator, await mappings.findLive(generator, { timeoutMs, isFresh }));
    } catch (error) {
      if (now() - beganMs >= mostMs) slow.add(generator);
      else log.error('mappings could not be looked up', { error });
    }
  };
  await Promise.all(Array.from(generators, (generator) => limit(look, generator)));
  return { found, slow };
}

/** What was found of generators, and the sources (ARNs) of which nothing is known. */
export interface FoundSources {
  readonly mappings: ReadonlyMap<string, readonly Mapping[]>;
  readonly unknown: ReadonlySet<string>;
}

/** Looks again for sources that are wanted and not known, as the table has them now. */
export async function lookUpMissing(
  wanted: Iterable<{ readonly generator: string; readonly sourceArn: string }>,
  known: ReadonlyMap<string, readonly Mapping[]>,
  context: LookUpContext,
): Promise<FoundSources> {
  const missing = Array.from(wanted).filter(({ generator, sourceArn }) => {
    const mappings = known.get(generator);
    return mappings?.every((one) => one.sourceArn !== sourceArn) === true;
  });
  if (missing.length === 0) return { mappings: known, unknown: new Set() };
  const fresh = await lookUp(
    missing.map(({ generator }) => generator),
    context,
    true,
  );
  const unknown = missing.filter(({ generator }) => !fresh.has(generator));
  return {
    mappings: new Map([...known, ...fresh]),
    unknown: new Set(unknown.map(({ sourceArn }) => sourceArn)),
  };
}
