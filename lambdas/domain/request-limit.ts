/** The aggregate size that a request to each Region may have, as refusals have taught it. */
export interface RequestLimitMemory {
  /** The bytes that a request to the Region may have now. */
  readonly limitOf: (region: string) => number;
  /**
   * Tells that a Region refused a request for its size (`isForItsSize` of its failure).
   *
   * @param requestBytes the sum of its entries' sizes
   * @param entries how many it had: what a single one is refused for is the entry's own size
   */
  readonly refused: (region: string, requestBytes: number, entries: number) => void;
}

interface Learnt {
  readonly limitBytes: number;
  /** Epoch milliseconds. */
  readonly learntAtMs: number;
}

/** The smallest limit that is learnt: the smallest that a stage can set. */
const minLimitBytes = 1024;

/**
 * What a request may have in each Region, when it is not known whether all of them take as much. A
 * refusal halves the limit of its Region below the refused size, so that few requests more are refused;
 * after a while it is forgotten, since a Region may take more by then. Some Regions still took 256 KiB
 * when AWS had raised PutEvents to 1 MiB.
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
  const learntOf = new Map<string, Learnt>();

  function limitOf(region: string): number {
    const learnt = learntOf.get(region);
    if (learnt === undefined) return configuredBytes;
    if (now() - learnt.learntAtMs < forgetAfterMs) return learnt.limitBytes;
    learntOf.delete(region);
    return configuredBytes;
  }

  return {
    limitOf,
    refused(region, requestBytes, entries) {
      if (entries < 2) return;
      const halfBytes = Math.max(minLimitBytes, Math.floor(requestBytes / 2));
      // Of requests that were under way together, an earlier one may have taught more.
      const limitBytes = Math.min(limitOf(region), halfBytes);
      learntOf.set(region, { limitBytes, learntAtMs: now() });
    },
  };
}
