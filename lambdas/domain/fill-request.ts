import type { Packable, WaitingEntries } from './waiting-entries.ts';

/** What one request may hold. */
export interface RequestLimits {
  readonly maxEntries: number;
  /** Aggregate size of the entries. */
  readonly maxRequestBytes: number;
}

/** The most requests that are made without the oldest entry: so none is put off for ever. */
export const maxPassedOver = 8;

/**
 * Takes the entries of each next request from those that wait. It begins with an entry over half a request, which
 * goes with no other such, or with the oldest entry. Then, again and again, it takes the largest of the sources' next
 * entries that fits. So each source's entries keep their order. A request is empty when no entry waits.
 */
export function requestFiller<T extends Packable>(
  waiting: WaitingEntries<T>,
): (limits: RequestLimits) => T[] {
  let passedOver = 0;
  return (limits) => {
    const oldest = waiting.oldest();
    const isLarge = waiting.largestBytes() > limits.maxRequestBytes / 2;
    const takesLarge = isLarge && passedOver < maxPassedOver;
    const first = takesLarge ? waiting.takeLargest(Infinity) : waiting.takeOldest();
    const request = fillUp(first, waiting, limits);
    passedOver = waiting.oldest() === oldest ? passedOver + 1 : 0;
    return request;
  };
}

function fillUp<T extends Packable>(
  first: T | undefined,
  waiting: WaitingEntries<T>,
  limits: RequestLimits,
): T[] {
  const request: T[] = [];
  let freeBytes = limits.maxRequestBytes;
  let next = first;
  while (next !== undefined) {
    request.push(next);
    freeBytes -= next.sizeBytes;
    const places = limits.maxEntries - request.length;
    next = places > 0 ? takeNext(waiting, { freeBytes, places }, limits) : undefined;
  }
  return request;
}

/** What is left of a request. */
interface Room {
  readonly freeBytes: number;
  readonly places: number;
}

/**
 * Where so great a part of a request's places is filled before its bytes are, each place has its share of the bytes
 * at first: otherwise the large entries would come together, in requests with places left. With 0.5 or 1, some of
 * the benchmark's mixes take a hundredth more requests.
 */
const mostlyFull = 0.75;

function takeNext<T extends Packable>(
  waiting: WaitingEntries<T>,
  { freeBytes, places }: Room,
  { maxEntries, maxRequestBytes }: RequestLimits,
): T | undefined {
  const meanBytes = waiting.bytes() / waiting.count();
  const areSmall = meanBytes * maxEntries * mostlyFull <= maxRequestBytes;
  const ofItsShare = areSmall ? waiting.takeLargest(freeBytes / places) : undefined;
  return ofItsShare ?? waiting.takeLargest(freeBytes);
}
