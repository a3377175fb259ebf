import pLimit from 'p-limit';
import { boundsKey } from '../domain/part.ts';
import type { Log, LookUpOptions, MappingTable } from '../ports/delivery.ts';
import type { HistorySink } from '../ports/history.ts';
import { readWithin, type Found } from './read-within.ts';
import type { LookUpKey } from './look-up-memory.ts';
import type { HistorySettings } from './record-history.ts';

const lookUpsInFlight = 32;
// A range is a page of 1 MB, which takes the processor some 50 ms: with more of them at once, each seems slow.
const rangesInFlight = 4;

/**
 * The most mappings that a batch reads: the largest generators in it are counted instead, and their messages
 * divided. A mapping takes some 0.9 kB (docs/performance/growth.md).
 */
const maxMappingsAtOnce = 100_000;

/** The live mappings of each generator; nothing is known about one that is not in it. */
export type FoundByGenerator = ReadonlyMap<string, Found>;

/** What was found, by {@link boundsKey}. */
export type FoundByBounds = ReadonlyMap<string, FoundByGenerator>;

/** What looking mappings up needs. */
export interface LookUpContext {
  readonly mappings: Pick<MappingTable, 'findLive' | 'countLive'>;
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
 * Looks generators up within bounds, side by side. A slow look-up is given up and tried once more after all
 * others, with the time that is left. A generator is missing from the answer when its look-up failed or no
 * time was left for it.
 *
 * @param maxMappings more than this are not read, but counted in slices of at most so many
 */
export async function lookUp(
  keys: Iterable<LookUpKey>,
  context: LookUpContext,
  maxMappings: number,
): Promise<FoundByBounds> {
  const asked = new Map<string, Map<string, LookUpKey>>();
  for (const key of keys) {
    const bounds = boundsKey(key.bounds);
    const ofBounds = asked.get(bounds) ?? new Map<string, LookUpKey>();
    asked.set(bounds, ofBounds.set(key.generator, key));
  }
  const room = { left: maxMappingsAtOnce };
  // What is counted by then needs time to be sent.
  const countUntilMs = context.now() + (context.lookUpsMs - context.now()) / 2;
  const reading = { ...context, maxMappings, room, countUntilMs };
  const read = (key: LookUpKey, options: LookUpOptions) => readWithin(key, options, reading);
  const found = await Promise.all(
    Array.from(groupBySize(asked), ([inFlight, group]) =>
      readAll(group, read, { ...context, inFlight }),
    ),
  );
  return new Map(
    Array.from(asked, ([bounds, ofBounds]) => [bounds, foundOf(ofBounds.values(), found)] as const),
  );
}

/** The keys by how many of them are looked up at once. */
function groupBySize(
  asked: ReadonlyMap<string, ReadonlyMap<string, LookUpKey>>,
): ReadonlyMap<number, readonly LookUpKey[]> {
  const whole = asked.get('')?.values() ?? [];
  const ranges = Array.from(asked, ([bounds, ofBounds]) =>
    bounds === '' ? [] : [...ofBounds.values()],
  );
  return new Map([
    [lookUpsInFlight, [...whole]],
    [rangesInFlight, ranges.flat()],
  ]);
}

function foundOf(
  keys: Iterable<LookUpKey>,
  found: readonly ReadonlyMap<LookUpKey, Found>[],
): FoundByGenerator {
  return new Map(
    Array.from(keys).flatMap((key) => {
      const one = found.find((group) => group.has(key))?.get(key);
      return one === undefined ? [] : [[key.generator, one] as const];
    }),
  );
}

/** Reads for each key, side by side; the slow ones once more after all others. */
export async function readAll<K, T>(
  keys: readonly K[],
  read: (key: K, options: LookUpOptions) => Promise<T>,
  context: LookUpContext & { readonly inFlight?: number },
): Promise<ReadonlyMap<K, T>> {
  const first = await readOnce(keys, read, { ...context, mostMs: firstTryMs });
  const last = await readOnce(first.slow, read, { ...context, mostMs: Infinity });
  return last.found.size === 0 ? first.found : new Map([...first.found, ...last.found]);
}

interface ReadOnce<K, T> {
  readonly found: ReadonlyMap<K, T>;
  /** Those that took all their time. */
  readonly slow: readonly K[];
}

async function readOnce<K, T>(
  keys: readonly K[],
  read: (key: K, options: LookUpOptions) => Promise<T>,
  {
    log,
    now,
    lookUpsMs,
    retiredSince,
    mostMs,
    inFlight = lookUpsInFlight,
  }: LookUpContext & { readonly mostMs: number; readonly inFlight?: number },
): Promise<ReadOnce<K, T>> {
  const limit = pLimit(inFlight);
  const found = new Map<K, T>();
  const slow: K[] = [];
  const retired = retiredSince === undefined ? {} : { retiredSince };
  const look = async (key: K) => {
    const beganMs = now();
    const timeoutMs = Math.min(mostMs, lookUpsMs - beganMs);
    if (timeoutMs <= 0) return;
    try {
      found.set(key, await read(key, { timeoutMs, ...retired }));
    } catch (error) {
      if (now() - beganMs >= mostMs) slow.push(key);
      else log.error('mappings could not be looked up', { error });
    }
  };
  await Promise.all(keys.map((key) => limit(look, key)));
  return { found, slow };
}
