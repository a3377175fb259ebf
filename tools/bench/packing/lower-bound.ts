import type { RequestLimits } from '../../../lambdas/domain/fill-request.ts';
import type { Packable } from '../../../lambdas/domain/waiting-entries.ts';

/**
 * No packing makes fewer requests than this, whatever the order: the entries fill that many, by their number and by
 * their bytes, and no two that are larger than half a request go into one (the bound L2 of Martello and Toth, with
 * the number of entries besides). The true minimum may be above it.
 */
export function lowerBound(entries: readonly Packable[], limits: RequestLimits): number {
  const half = limits.maxRequestBytes / 2;
  const sizes = entries.map(({ sizeBytes }) => sizeBytes).toSorted((a, b) => b - a);
  const sums = [0];
  for (const size of sizes) sums.push((sums.at(-1) ?? 0) + size);
  const bounds = Array.from(new Set([0, ...sizes.filter((size) => size <= half)]), (least) => {
    const places = {
      alone: countAbove(sizes, limits.maxRequestBytes - least),
      overHalf: countAbove(sizes, half),
      all: countAbove(sizes, least - 1),
    };
    return boundFrom(places, sums, limits);
  });
  return Math.max(...bounds);
}

/** How many sizes, from large to small, are too large for another of those that are looked at; over half; and looked at. */
interface Places {
  readonly alone: number;
  readonly overHalf: number;
  readonly all: number;
}

function boundFrom(
  { alone, overHalf, all }: Places,
  sums: readonly number[],
  { maxEntries, maxRequestBytes }: RequestLimits,
): number {
  const bytesOf = (from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0);
  const overBytes = bytesOf(alone, all) - (overHalf - alone) * maxRequestBytes;
  const byBytes = overHalf + Math.max(0, Math.ceil(overBytes / maxRequestBytes));
  const byNumber = alone + Math.ceil((all - alone) / maxEntries);
  return Math.max(byBytes, byNumber);
}

/** How many sizes, from large to small, are above one. */
function countAbove(sizes: readonly number[], size: number): number {
  let [from, to] = [0, sizes.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sizes[middle] ?? 0) > size) from = middle + 1;
    else to = middle;
  }
  return from;
}
