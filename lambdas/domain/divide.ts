/** A run of a message's events, for some of their sources. */
export interface Run {
  /** Index of the first event, and of the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** Of an only event, the sources behind this one. */
  readonly after?: string;
  /** Of an only event, the sources up to this one. */
  readonly through?: string;
  /** The deliveries that come of it. */
  readonly deliveries: number;
}

/**
 * Divides a message's events into runs of at most so many deliveries each, in order. An event that has
 * more is a run for each range of its sources. One run when nothing is to be divided.
 *
 * @param sourcesOf the ARNs of the sources that each event goes to, ascending by code units
 */
export function divide(
  sourcesOf: readonly (readonly string[])[],
  maxDeliveries: number,
): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  let deliveries = 0;
  const close = (to: number) => {
    if (to > from) runs.push({ from, to, deliveries });
    from = to;
    deliveries = 0;
  };
  for (const [index, sources] of sourcesOf.entries()) {
    if (deliveries + sources.length > maxDeliveries) close(index);
    if (sources.length > maxDeliveries) {
      runs.push(...rangesOf(index, sources, maxDeliveries));
      from = index + 1;
    } else {
      deliveries += sources.length;
    }
  }
  close(sourcesOf.length);
  return runs;
}

/** The first range is open below and the last one above: a source registered meanwhile is in one of them. */
function rangesOf(index: number, sources: readonly string[], maxDeliveries: number): Run[] {
  const ranges: Run[] = [];
  for (let at = 0; at < sources.length; at += maxDeliveries) {
    const end = Math.min(at + maxDeliveries, sources.length);
    const after = sources[at - 1];
    const through = end === sources.length ? undefined : sources[end - 1];
    ranges.push({
      from: index,
      to: index + 1,
      ...(after !== undefined && { after }),
      ...(through !== undefined && { through }),
      deliveries: end - at,
    });
  }
  return ranges;
}
