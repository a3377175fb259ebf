/** Items by their times: the earliest come first, and those of one time in the order in which they were added. */
export function earliestFirst<T>() {
  const times: number[] = [];
  const itemsAt = new Map<number, T[]>();
  return {
    add: (timeMs: number, item: T): void => {
      const others = itemsAt.get(timeMs);
      if (others !== undefined) {
        others.push(item);
        return;
      }
      itemsAt.set(timeMs, [item]);
      addToHeap(times, timeMs);
    },
    /** All items of the earliest time; undefined when there are none. */
    take(): { readonly timeMs: number; readonly items: T[] } | undefined {
      const [timeMs] = times;
      if (timeMs === undefined) return undefined;
      const items = itemsAt.get(timeMs) ?? [];
      itemsAt.delete(timeMs);
      removeLowest(times);
      return { timeMs, items };
    },
  };
}

/** A binary heap of numbers, with the lowest first. */
function addToHeap(heap: number[], value: number): void {
  let index = heap.push(value) - 1;
  for (let parent = (index - 1) >> 1; index > 0; parent = (index - 1) >> 1) {
    if (valueAt(heap, parent) <= value) return;
    swap(heap, index, parent);
    index = parent;
  }
}

function removeLowest(heap: number[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    const lower = valueAt(heap, left + 1) < valueAt(heap, left) ? left + 1 : left;
    if (valueAt(heap, lower) >= valueAt(heap, index)) return;
    swap(heap, index, lower);
    index = lower;
  }
}

function valueAt(heap: readonly number[], index: number): number {
  return heap[index] ?? Infinity;
}

function swap(heap: number[], one: number, other: number): void {
  const value = valueAt(heap, one);
  heap[one] = valueAt(heap, other);
  heap[other] = value;
}
