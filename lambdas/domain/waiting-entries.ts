/** What packing needs to know about an entry. */
export interface Packable {
  readonly sizeBytes: number;
  /** Entries of one source keep their order; entries without a source need not. */
  readonly sourceArn?: string;
}

/** Entries that wait to be put into a request. */
export interface WaitingEntries<T> {
  /** How many wait. */
  readonly count: () => number;
  /** The sum of their sizes. */
  readonly bytes: () => number;
  readonly add: (entry: T) => void;
  /** The entry that was added first; undefined when none waits. */
  readonly oldest: () => T | undefined;
  /** The size of the largest of the sources' next entries; 0 when none waits. */
  readonly largestBytes: () => number;
  /** Takes out the oldest entry; undefined when none waits. */
  readonly takeOldest: () => T | undefined;
  /** Takes out the largest of the sources' next entries that has at most so many bytes, the oldest of several. */
  readonly takeLargest: (maxBytes: number) => T | undefined;
  /** All of them, in the order in which they were added. */
  readonly all: () => readonly T[];
}

/** An entry in its places: in the line of all entries, and before the next one of its source. */
interface Waiting<T> {
  readonly entry: T;
  /** In the order of adding. */
  readonly number: number;
  /** The entry of the same source that follows. */
  ofSource: Waiting<T> | undefined;
  older: Waiting<T> | undefined;
  newer: Waiting<T> | undefined;
}

/** Makes a place where entries wait. Adding and taking look at as many sizes as a binary search does. */
export function waitingEntries<T extends Packable>(): WaitingEntries<T> {
  const line = waitingLine<T>();
  const lastOf = new Map<string, Waiting<T>>();
  // The next entry of each source, from small to large; of several, the oldest comes last.
  const next: Waiting<T>[] = [];
  let bytes = 0;

  const insert = (one: Waiting<T>) => next.splice(placeOf(one.entry, one.number, next), 0, one);

  function takeAt(place: number): T | undefined {
    const taken = next[place];
    if (taken === undefined) return undefined;
    next.splice(place, 1);
    line.leave(taken);
    const { entry, ofSource } = taken;
    bytes -= entry.sizeBytes;
    if (ofSource !== undefined) insert(ofSource);
    else if (entry.sourceArn !== undefined) lastOf.delete(entry.sourceArn);
    return entry;
  }

  return {
    count: line.count,
    bytes: () => bytes,
    add(entry) {
      const one = line.join(entry);
      const { sourceArn } = entry;
      bytes += entry.sizeBytes;
      const last = sourceArn === undefined ? undefined : lastOf.get(sourceArn);
      if (sourceArn !== undefined) lastOf.set(sourceArn, one);
      if (last === undefined) insert(one);
      else last.ofSource = one;
    },
    oldest: () => line.oldest()?.entry,
    largestBytes: () => next.at(-1)?.entry.sizeBytes ?? 0,
    takeOldest() {
      const oldest = line.oldest();
      return oldest && takeAt(placeOf(oldest.entry, oldest.number, next));
    },
    takeLargest: (maxBytes) => takeAt(placeOf({ sizeBytes: maxBytes }, -1, next) - 1),
    all: line.all,
  };
}

/** Entries in the order in which they came, which leave from any place. */
function waitingLine<T>() {
  let joined = 0;
  let count = 0;
  let oldest: Waiting<T> | undefined;
  let newest: Waiting<T> | undefined;
  return {
    count: () => count,
    oldest: () => oldest,
    join(entry: T): Waiting<T> {
      const one = { entry, number: joined, ofSource: undefined, older: newest, newer: undefined };
      joined += 1;
      count += 1;
      if (newest === undefined) oldest = one;
      else newest.newer = one;
      newest = one;
      return one;
    },
    leave({ older, newer }: Waiting<T>): void {
      count -= 1;
      if (older === undefined) oldest = newer;
      else older.newer = newer;
      if (newer === undefined) newest = older;
      else newer.older = older;
    },
    all: (): readonly T[] => {
      const entries: T[] = [];
      for (let one = oldest; one !== undefined; one = one.newer) entries.push(one.entry);
      return entries;
    },
  };
}

/** How many entries come before one of this size and number: smaller ones, and of its size those that are younger. */
function placeOf<T extends Packable>(
  { sizeBytes }: Packable,
  number: number,
  sorted: readonly Waiting<T>[],
): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const one = sorted[middle];
    if (one !== undefined && comesBefore(one, sizeBytes, number)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function comesBefore<T extends Packable>(
  { entry, number: other }: Waiting<T>,
  sizeBytes: number,
  number: number,
): boolean {
  const size = entry.sizeBytes;
  return size < sizeBytes || (size === sizeBytes && other > number);
}
