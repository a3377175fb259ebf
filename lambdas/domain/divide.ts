/** A run of a message's events, for some of their sources. */
export interface Run {
  /** Index of the first event, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** For a run of a single event: only the sources after this one. */
  readonly after?: string;
  /** For a run of a single event: only the sources up to and including this one. */
  readonly through?: string;
  /** The number of its deliveries. */
  readonly deliveries: number;
}

/** A range of an event's sources, which begins where the one before it ends. */
export interface Slice {
  /** How many sources are in it. */
  readonly sources: number;
  /** The ARN up to which it goes, including it; the last slice has none. */
  readonly through?: string;
}

/** The deliveries of a message's events. */
export interface EventDeliveries {
  /** How many sources each event goes to. */
  readonly counts: readonly number[];
  /** The slices of an event (by its index) with more sources than a run may have, ascending. */
  readonly slicesOf: (index: number) => readonly Slice[];
}

/** A message is divided into about so many runs at most; large ones are divided again. */
const maxRuns = 100;

/**
 * Divides a message's events, in order, into runs of at most so many deliveries each, or into about a
 * hundred larger runs if there would be more. An event with more deliveries than a run gets a run for each
 * range of its sources. The result is a single run if nothing needs dividing.
 */
export function divide(
  { counts, slicesOf }: EventDeliveries,
  maxDeliveriesOfRun: number,
): readonly Run[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const maxDeliveries = Math.max(maxDeliveriesOfRun, Math.ceil(all / maxRuns));
  const runs: Run[] = [];
  let from = 0;
  let deliveries = 0;
  const close = (to: number) => {
    if (to > from) runs.push({ from, to, deliveries });
    from = to;
    deliveries = 0;
  };
  for (const [index, count] of counts.entries()) {
    if (deliveries + count > maxDeliveries) close(index);
    if (count > maxDeliveries) {
      runs.push(...rangesOf(index, slicesOf(index), maxDeliveries));
      from = index + 1;
    } else {
      deliveries += count;
    }
  }
  close(counts.length);
  return runs;
}

/**
 * A range for as many slices as a run may have deliveries, or for one slice. The first and the last range are
 * open, so that a source which is registered meanwhile is in one of them.
 */
function rangesOf(index: number, slices: readonly Slice[], maxDeliveries: number): Run[] {
  const ranges: Run[] = [];
  let after: string | undefined;
  let deliveries = 0;
  for (const [at, { sources, through }] of slices.entries()) {
    deliveries += sources;
    const next = slices[at + 1];
    if (next !== undefined && deliveries + next.sources <= maxDeliveries) continue;
    ranges.push({
      from: index,
      to: index + 1,
      ...(after !== undefined && { after }),
      ...(through !== undefined && { through }),
      deliveries,
    });
    after = through;
    deliveries = 0;
  }
  return ranges;
}
