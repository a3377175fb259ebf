import type { RequestLimits } from '../../../lambdas/domain/fill-request.ts';
import type { Packable } from '../../../lambdas/domain/waiting-entries.ts';

/**
 * The fewest requests into which entries can be cut that stay in their order, as those of one source do: a dynamic
 * programme over the places of the last cut. An entry over the limit is alone.
 */
export function fewestInSequence(
  entries: readonly Packable[],
  { maxEntries, maxRequestBytes }: RequestLimits,
): number {
  const fewest = [0];
  for (let end = 1; end <= entries.length; end += 1) {
    let best = Infinity;
    let bytes = 0;
    for (let start = end - 1; start >= 0 && end - start <= maxEntries; start -= 1) {
      bytes += entries[start]?.sizeBytes ?? 0;
      if (bytes > maxRequestBytes && end - start > 1) break;
      best = Math.min(best, 1 + (fewest[start] ?? Infinity));
    }
    fewest.push(best);
  }
  return fewest.at(-1) ?? 0;
}

/**
 * The fewest requests of entries of any sources, each source's entries in their order: a search through all
 * choices, for a dozen entries.
 */
export function fewestInOrder(entries: readonly Packable[], limits: RequestLimits): number {
  const queues = queuesOf(entries);
  const isDone = (taken: Taken) => queues.every((queue, index) => taken[index] === queue.length);
  let reached: readonly Taken[] = [queues.map(() => 0)];
  for (let requests = 0; ; requests += 1) {
    if (reached.some(isDone)) return requests;
    const after = reached.flatMap((taken) => afterOneRequest(taken, queues, limits));
    reached = Array.from(new Map(after.map((taken) => [taken.join(), taken])).values());
  }
}

/** How many entries of each source are in requests. */
type Taken = readonly number[];

function queuesOf(entries: readonly Packable[]): readonly (readonly number[])[] {
  const bySource = Map.groupBy(entries, (entry) => entry.sourceArn ?? entry);
  return Array.from(bySource.values(), (some) => some.map(({ sizeBytes }) => sizeBytes));
}

/** Whatever one more request may take, if it takes as much as it can. */
function afterOneRequest(
  taken: Taken,
  queues: readonly (readonly number[])[],
  { maxEntries, maxRequestBytes }: RequestLimits,
): readonly Taken[] {
  const found: Taken[] = [];
  const go = (now: Taken, index: number, bytes: number, count: number): void => {
    const queue = queues[index];
    if (queue === undefined) {
      if (count > 0) found.push(now);
      return;
    }
    let [sum, number] = [bytes, count];
    go(now, index + 1, sum, number);
    for (let place = now[index] ?? 0; place < queue.length; place += 1) {
      sum += queue[place] ?? 0;
      number += 1;
      if (number > maxEntries || (sum > maxRequestBytes && number > 1)) return;
      go(now.with(index, place + 1), index + 1, sum, number);
    }
  };
  go(taken, 0, 0, 0);
  return found;
}
