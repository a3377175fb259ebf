/** The largest aggregate size of a request to each Region, as learnt from refusals. */
export interface RequestLimitMemory {
  /** The bytes that a request to the Region may have now. */
  readonly limitOf: (region: string) => number;
  /**
   * Notes that a Region refused a request for its size (`isForItsSize` of its failure).
   *
   * @param requestBytes the sum of its entries' sizes
   * @param entries how many it had: a single entry is refused for its own size
   * @param largestEntryBytes the size of its largest entry; 0 if all of them are known to fit
   */
  readonly refused: (
    region: string,
    requestBytes: number,
    entries: number,
    largestEntryBytes?: number,
  ) => void;
}

/** The limit learnt from a refused request; wrong if its largest entry turns out to be the cause. */
interface Lesson {
  readonly limitBytes: number;
  readonly largestEntryBytes: number;
}

interface Learnt {
  /** Each has a smaller limit than the one before. */
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
 * Learns the largest request that each Region takes, since they may differ: some Regions still took
 * 256 KiB when AWS had raised PutEvents to 1 MiB. A refusal sets its Region's limit to half of the refused
 * size, so that few further requests are refused. After a while that is forgotten, since the Region may
 * take more by then.
 *
 * A refused request is a lesson only if all its entries fit alone. An entry that does not is refused alone
 * in the end, when its request is halved: then the lessons of requests with an entry as large are dropped.
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

/** What is known after a refused request; unchanged if it had an entry that no request can hold. */
function learn(learnt: Learnt, lesson: Lesson, limitBytes: number): Learnt {
  if (lesson.largestEntryBytes >= learnt.refusedEntryBytes) return learnt;
  // Of requests that were under way together, an earlier one may have set a smaller limit.
  const isNew = lesson.limitBytes < limitBytes;
  return { ...learnt, lessons: isNew ? [...learnt.lessons, lesson] : learnt.lessons };
}

/** What is known after an entry was refused alone: lessons of requests with an entry as large are dropped. */
function unlearn(learnt: Learnt, entryBytes: number): Learnt {
  return {
    ...learnt,
    lessons: learnt.lessons.filter(({ largestEntryBytes }) => largestEntryBytes < entryBytes),
    refusedEntryBytes: Math.min(learnt.refusedEntryBytes, entryBytes),
  };
}
