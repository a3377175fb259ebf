/** What a message or a call may hold. */
export interface RunLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * Divides items into runs of neighbours, each within the limits; an item over the limit is alone in its
 * run. Filling gaps with later items would save a few calls, but put events before earlier ones of their
 * generator.
 */
export function runs<T extends { readonly sizeBytes: number }>(
  items: readonly T[],
  { maxItems, maxBytes }: RunLimits,
): readonly (readonly T[])[] {
  const all: T[][] = [];
  let freeItems = 0;
  let freeBytes = 0;
  for (const item of items) {
    const run = all.at(-1);
    if (run !== undefined && freeItems > 0 && item.sizeBytes <= freeBytes) {
      run.push(item);
    } else {
      all.push([item]);
      freeItems = maxItems;
      freeBytes = maxBytes;
    }
    freeItems -= 1;
    freeBytes -= item.sizeBytes;
  }
  return all;
}
