import pLimit from 'p-limit';
import { holdReasonOf } from '../domain/history/hold.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Log, MappingTable } from '../ports/delivery.ts';
import type { HistorySink } from '../ports/history.ts';
import type { HistorySettings } from './record-history.ts';

const lookUpsInFlight = 32;

/** The live mappings of each generator; nothing is known about one that is not in it. */
export type FoundByGenerator = ReadonlyMap<string, readonly Mapping[]>;

/** What looking mappings up needs. */
export interface LookUpContext {
  readonly mappings: Pick<MappingTable, 'findLive'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** When every look-up must have ended, epoch milliseconds. */
  readonly lookUpsMs: number;
  /** Mappings that were retired after this time are found too, RFC 3339. */
  readonly retiredSince?: string;
}

/** What retired mappings are looked up for, because events are held for their sources. */
export function retiredWithin({
  history,
  settings,
  now,
}: HoldServices): Pick<LookUpContext, 'retiredSince'> {
  if (history === undefined) return {};
  return { retiredSince: new Date(now() - settings.history.holdForMs).toISOString() };
}

interface HoldServices {
  readonly history?: HistorySink | undefined;
  readonly settings: { readonly history: Pick<HistorySettings, 'holdForMs'> };
  readonly now: () => number;
}

/** A look-up that takes longer is tried again after all others: most take some milliseconds. */
const firstTryMs = 1_500;

/**
 * Looks generators up side by side. A slow look-up is given up and tried once more after all others, with
 * the time that is left. A generator is missing from the answer when its look-up failed or no time was
 * left for it.
 *
 * @param isFresh whether what was written a moment ago must be seen
 */
export async function lookUp(
  generators: Iterable<string>,
  context: LookUpContext,
  isFresh = false,
): Promise<FoundByGenerator> {
  const first = await lookUpOnce(new Set(generators), context, { isFresh, mostMs: firstTryMs });
  const last = await lookUpOnce(first.slow, context, { isFresh, mostMs: Infinity });
  return new Map([...first.found, ...last.found]);
}

interface LookedUp {
  readonly found: FoundByGenerator;
  /** Generators whose look-up took all its time. */
  readonly slow: ReadonlySet<string>;
}

async function lookUpOnce(
  generators: ReadonlySet<string>,
  { mappings, log, now, lookUpsMs, retiredSince }: LookUpContext,
  { isFresh, mostMs }: { readonly isFresh: boolean; readonly mostMs: number },
): Promise<LookedUp> {
  const limit = pLimit(lookUpsInFlight);
  const found = new Map<string, readonly Mapping[]>();
  const slow = new Set<string>();
  const retired = retiredSince === undefined ? {} : { retiredSince };
  const look = async (generator: string) => {
    const beganMs = now();
    const timeoutMs = Math.min(mostMs, lookUpsMs - beganMs);
    if (timeoutMs <= 0) return;
    try {
      found.set(generator, await mappings.findLive(generator, { timeoutMs, isFresh, ...retired }));
    } catch (error) {
      if (now() - beganMs >= mostMs) slow.add(generator);
      else log.error('mappings could not be looked up', { error });
    }
  };
  await Promise.all(Array.from(generators, (generator) => limit(look, generator)));
  return { found, slow };
}

function isOnHold(mapping: Mapping): boolean {
  return holdReasonOf(mapping) !== undefined;
}

/** The mappings that were found, and the sources (ARNs) about which nothing is known. */
export interface FoundMappings {
  readonly mappingsOf: FoundByGenerator;
  readonly unknown: ReadonlySet<string>;
}

/**
 * Looks up wanted sources again that were not found, as the table has them now; those that are paused or
 * retired too, since this may be over.
 */
export async function lookUpMissing(
  wanted: Iterable<{ readonly generator: string; readonly sourceArn: string }>,
  known: FoundByGenerator,
  context: LookUpContext,
): Promise<FoundMappings> {
  const missing = Array.from(wanted).filter(({ generator, sourceArn }) => {
    const mappings = known.get(generator);
    return mappings?.every((one) => one.sourceArn !== sourceArn || isOnHold(one)) === true;
  });
  if (missing.length === 0) return { mappingsOf: known, unknown: new Set() };
  const fresh = await lookUp(
    missing.map(({ generator }) => generator),
    context,
    true,
  );
  const unknown = missing.filter(({ generator }) => !fresh.has(generator));
  return {
    mappingsOf: new Map([...known, ...fresh]),
    unknown: new Set(unknown.map(({ sourceArn }) => sourceArn)),
  };
}
