/** The aggregate size that a request to each Region may have, as refusals have taught it. */
export interface RequestLimitMemory {
  /** The bytes that a request to the Region may have now. */
  readonly limitOf: (region: string) => number;
  /**
   * Tells that a Region refused a request for its size (`isForItsSize` of its failure).
   *
   * @param requestBytes the sum of its entries' sizes
   * @param entries how many it had: what a single one is refused for is the entry's own size
   * @param largestEntryBytes the size of its largest entry; 0 takes all of them for fitting
   */
  readonly refused: (
    region: string,
    requestBytes: number,
    entries: number,
    largestEntryBytes?: number,
  ) => void;
}

/** What a refused request teaches, unless its largest entry turns out to be what was refused. */
interface Lesson {
  readonly limitBytes: number;
  readonly largestEntryBytes: number;
}

interface Learnt {
  /** Each teaches less than the one before. */
  readonly lessons: readonly Lesson[];
  /** The smallest entry that was refused alone. */
  readonly refusedEntryBytes: number;
  /** Epoch milliseconds. */
  readonly learntAtMs: number;
}

/** The smallest limit that is learnt: the smallest that a stage can set. */
const minLimitBytes = 1024;

const nothing: Learnt = { lessons: [], refusedEntryBytes: Infinity, learntAtMs: -Infinity };

/**
 * What a request may have in each Region, when it is not known whether all of them take as much. A
 * refusal halves the limit of its Region below the refused size, so that few requests more are refused;
 * after a while it is forgotten, since a Region may take more by then. Some Regions still took 256 KiB
 * when AWS had raised PutEvents to 1 MiB.
 *
 * Only a request whose entries all fit teaches. Which do not is seen when an entry is refused alone, as
 * the last of the halves of its request: what was learnt from requests with one as large is unlearnt.
 */
export function requestLimitMemory({
  configuredBytes,
  now,
  forgetAfterMs,
}: {
  readonly configuredBytes: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly forgetAfterMs: number;
}): RequestLimitMemory {
  const learntByRegion = new Map<string, Learnt>();

  function learntOf(region: string): Learnt {
    const learnt = learntByRegion.get(region) ?? nothing;
    return now() - learnt.learntAtMs < forgetAfterMs ? learnt : nothing;
  }

  function limitOf(region: string): number {
    return learntOf(region).lessons.at(-1)?.limitBytes ?? configuredBytes;
  }

  return {
    limitOf,
    refused(region, requestBytes, entries, largestEntryBytes = 0) {
      const before = learntOf(region);
      const limitBytes = Math.max(minLimitBytes, Math.floor(requestBytes / 2));
      const after =
        entries > 1
          ? learn(before, { limitBytes, largestEntryBytes }, limitOf(region))
          : unlearn(before, requestBytes);
      if (after !== before) learntByRegion.set(region, { ...after, learntAtMs: now() });
    },
  };
}

/** What is known after a refused request; the same when it had an entry that no request can hold. */
function learn(learnt: Learnt, lesson: Lesson, limitBytes: number): Learnt {
  if (lesson.largestEntryBytes >= learnt.refusedEntryBytes) return learnt;
  // Of requests that were under way together, an earlier one may have taught more.
  const isNew = lesson.limitBytes < limitBytes;
  return { ...learnt, lessons: isNew ? [...learnt.lessons, lesson] : learnt.lessons };
}

/** What is known after an entry was refused alone: no lesson of a request with one as large holds. */
function unlearn(learnt: Learnt, entryBytes: number): Learnt {
  return {
    ...learnt,
    lessons: learnt.lessons.filter(({ largestEntryBytes }) => largestEntryBytes < entryBytes),
    refusedEntryBytes: Math.min(learnt.refusedEntryBytes, entryBytes),
  };
}
