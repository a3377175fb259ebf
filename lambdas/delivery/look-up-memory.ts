import { boundsKey, type Bounds } from '../domain/part.ts';

/** A generator's sources within bounds. */
export interface LookUpKey {
  readonly generator: string;
  readonly bounds: Bounds;
}

/** Look-ups that are remembered while there is room. */
export interface LookUpMemory<T> {
  recall(key: LookUpKey): T | undefined;
  /** Remembers a look-up as the one that was used last, and how many mappings it has. */
  remember(key: LookUpKey, value: T, mappings: number): void;
  /** Forgets all look-ups of a generator. */
  forget(generator: string): void;
}

// What a look-up takes beside its mappings, its key and time, is a quarter of a mapping (docs/performance/growth.md).
const keyWeight = 0.25;

interface Remembered<T> {
  readonly value: T;
  readonly generator: string;
  readonly key: string;
  readonly weight: number;
}

/**
 * Remembers look-ups within a weight, counted in mappings: when they weigh more, those that were used longest
 * ago are forgotten. One that weighs more than all together may is not remembered.
 */
export function lookUpMemory<T>(maxMappings: number): LookUpMemory<T> {
  const lookUps = newestLast<T>();
  // Of generators of which ranges were looked up, so that they are found when one of the mappings has changed.
  const rangesOf = new Map<string, Set<string>>();

  function drop(one: Remembered<T> | undefined): void {
    if (one === undefined) return;
    lookUps.delete(one);
    const ranges = rangesOf.get(one.generator);
    ranges?.delete(one.key);
    if (ranges?.size === 0) rangesOf.delete(one.generator);
  }

  return {
    recall: (key) => lookUps.get(textOf(key))?.value,
    remember({ generator, bounds }, value, mappings) {
      const key = textOf({ generator, bounds });
      drop(lookUps.get(key));
      const weight = keyWeight + mappings;
      if (weight > maxMappings) return;
      lookUps.add({ value, generator, key, weight });
      if (key !== wholeKey(generator)) {
        rangesOf.set(generator, (rangesOf.get(generator) ?? new Set<string>()).add(key));
      }
      while (lookUps.weight() > maxMappings) drop(lookUps.nextOldest());
    },
    forget(generator) {
      const ranges = rangesOf.get(generator) ?? [];
      for (const key of [wholeKey(generator), ...ranges]) drop(lookUps.get(key));
    },
  };
}

/** Look-ups in the order in which they were used, and what they weigh. */
function newestLast<T>() {
  // A Map keeps its order: what was added longest ago comes first.
  const byKey = new Map<string, Remembered<T>>();
  // Goes on where it stopped: a new one would pass all that was deleted, each time.
  let oldestFirst = byKey.values();
  let weight = 0;
  return {
    get: (key: string) => byKey.get(key),
    add(one: Remembered<T>) {
      byKey.set(one.key, one);
      weight += one.weight;
    },
    delete(one: Remembered<T>) {
      byKey.delete(one.key);
      weight -= one.weight;
    },
    /** The oldest one, which must be deleted then. */
    nextOldest() {
      const next = oldestFirst.next();
      if (next.done !== true) return next.value;
      oldestFirst = byKey.values();
      return oldestFirst.next().value;
    },
    weight: () => weight,
  };
}

function textOf({ generator, bounds }: LookUpKey): string {
  return `${boundsKey(bounds)}${wholeKey(generator)}`;
}

/** Bounds before it begin with a bracket. */
function wholeKey(generator: string): string {
  return `=${generator}`;
}
