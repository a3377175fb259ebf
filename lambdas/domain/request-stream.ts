import { pack, type Packable, type RequestLimits } from './pack.ts';

/** Requests, packed from a stream of entries as they are needed. */
export interface RequestStream<T> {
  /** The next request, within the limits as they are now; undefined when no entry is left. */
  next(): readonly T[] | undefined;
  /** The entries that were read from the stream and not returned in a request. */
  waiting(): readonly T[];
}

/**
 * The number of entries that are packed together: fifty full requests, so that the end of a window costs
 * next to nothing, and little is left to write down when time runs out.
 */
export const windowEntries = 1_000;

/** What requests of a stream may hold. */
export interface StreamLimits extends RequestLimits {
  /** Entries that are packed together; {@link windowEntries} by default. */
  readonly windowEntries?: number;
}

/**
 * Packs a stream of entries window by window, so that memory is bounded however long the stream is. A
 * window's last request, unless it is full, waits for the next window. Read request by request, each
 * source's entries keep the order given.
 *
 * @param limits what one request may hold; called before each window
 */
export function requestStream<T extends Packable>(
  entries: Iterator<T>,
  limits: () => StreamLimits,
): RequestStream<T> {
  let ready: (readonly T[])[] = [];
  let held: readonly T[] = [];
  let hasEnded = false;

  function packWindow(): void {
    const { windowEntries: inWindow = windowEntries, ...packing } = limits();
    const taken = takeWindow(held, entries, inWindow);
    hasEnded = taken.hasEnded;
    const requests = pack(taken.window, packing);
    held = hasEnded ? [] : holdBackUnfilled(requests, packing.maxEntries);
    ready = requests.toReversed();
  }

  return {
    next() {
      if (ready.length === 0 && !(hasEnded && held.length === 0)) packWindow();
      return ready.pop();
    },
    waiting: () => [...ready.toReversed().flat(), ...held],
  };
}

/** The next window: what was held back from the last one, and further entries of the stream. */
function takeWindow<T>(
  held: readonly T[],
  entries: Iterator<T>,
  maxEntries: number,
): { readonly window: readonly T[]; readonly hasEnded: boolean } {
  const window = [...held];
  while (window.length < maxEntries) {
    const next = entries.next();
    if (next.done === true) return { window, hasEnded: true };
    window.push(next.value);
  }
  return { window, hasEnded: false };
}

/** Takes the last request out, unless it is full or the only one; returns its entries. */
function holdBackUnfilled<T>(requests: T[][], maxEntries: number): readonly T[] {
  const last = requests.at(-1);
  if (requests.length < 2 || last === undefined || last.length >= maxEntries) return [];
  requests.pop();
  return last;
}
