import { setImmediate } from 'node:timers/promises';

/** Virtual time, in whole milliseconds: it stands still while anything can go on without it. */
export interface Timeline {
  readonly now: () => number;
  /** Plans an action that ends at once; a time that has passed is taken for now. */
  readonly at: (timeMs: number, action: () => void) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Begins work whose promises are followed before time goes on. */
  readonly begin: (work: () => Promise<void>) => void;
  /** Lets time pass until nothing is planned. Rejects as the first work that did. */
  readonly run: () => Promise<void>;
}

/** A timeline on which nothing is planned yet. Actions of one time happen in the order they were planned. */
export function openTimeline(startMs = 0): Timeline {
  let nowMs = startMs;
  let isStirred = false;
  let failure: { readonly error: unknown } | undefined;
  const times = earliestFirst();
  const planned = new Map<number, (() => void)[]>();

  const at = (timeMs: number, action: () => void) => {
    const time = Math.max(nowMs, Math.ceil(timeMs));
    const actions = planned.get(time);
    if (actions !== undefined) {
      actions.push(action);
      return;
    }
    planned.set(time, [action]);
    times.add(time);
  };
  const happen = async (actions: readonly (() => void)[]) => {
    for (const action of actions) action();
    // A turn of the event loop costs more than most actions, and few of them wake a promise.
    if (!isStirred) return;
    isStirred = false;
    await setImmediate();
    if (failure !== undefined) throw failure.error;
  };
  return {
    now: () => nowMs,
    at,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        at(nowMs + milliseconds, () => {
          isStirred = true;
          resolve();
        });
      }),
    begin(work) {
      isStirred = true;
      work().catch((error: unknown) => {
        failure ??= { error };
      });
    },
    async run() {
      for (let time = times.take(); time !== undefined; time = times.take()) {
        nowMs = time;
        const actions = planned.get(time) ?? [];
        planned.delete(time);
        await happen(actions);
      }
    },
  };
}

/** Numbers, the lowest of which comes first: a binary heap. */
function earliestFirst() {
  const heap: number[] = [];
  const valueAt = (index: number) => heap[index] ?? Infinity;
  const swap = (one: number, other: number) => {
    const value = valueAt(one);
    heap[one] = valueAt(other);
    heap[other] = value;
  };
  const sink = (from: number) => {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      const lower = valueAt(left + 1) < valueAt(left) ? left + 1 : left;
      if (valueAt(lower) >= valueAt(index)) return;
      swap(index, lower);
      index = lower;
    }
  };
  return {
    add(value: number) {
      let index = heap.push(value) - 1;
      for (let parent = (index - 1) >> 1; index > 0; parent = (index - 1) >> 1) {
        if (valueAt(parent) <= value) return;
        swap(index, parent);
        index = parent;
      }
    },
    take(): number | undefined {
      const [lowest] = heap;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        sink(0);
      }
      return lowest;
    },
  };
}
