import { requestFiller, type RequestLimits } from './fill-request.ts';
import { waitingEntries, type Packable, type WaitingEntries } from './waiting-entries.ts';

/** Requests, packed from a stream of entries as they are needed. */
export interface RequestStream<T> {
  /** The next request, within the limits as they are now; undefined when no entry is left. */
  next(): readonly T[] | undefined;
  /** The entries that were read from the stream and not returned in a request, in their order. */
  waiting(): readonly T[];
}

/**
 * The number of entries that a request is chosen from. With 250 or 1,000, the requests of the benchmark's mixes
 * are as full; what waits is to be written down when time runs out.
 */
export const windowEntries = 500;

/** What requests of a stream may hold. */
export interface StreamLimits extends RequestLimits {
  /** Entries that a request is chosen from; {@link windowEntries} by default. */
  readonly windowEntries?: number;
}

/**
 * Packs a stream of entries, request by request, so that memory is bounded however long the stream is. Before
 * each request, as many entries are read as are missing in the window. Read request by request, each source's
 * entries keep the order given, and no entry is put off for ever.
 *
 * @param limits what one request may hold; called before each request
 */
export function requestStream<T extends Packable>(
  entries: Iterator<T>,
  limits: () => StreamLimits,
): RequestStream<T> {
  const waiting = waitingEntries<T>();
  const fill = requestFiller(waiting);
  let hasEnded = false;
  return {
    next() {
      const { windowEntries: inWindow = windowEntries, ...ofRequest } = limits();
      hasEnded ||= readUntil(inWindow, entries, waiting);
      return waiting.count() === 0 ? undefined : fill(ofRequest);
    },
    waiting: waiting.all,
  };
}

/** Reads entries until so many wait; returns whether the stream has ended. */
function readUntil<T>(count: number, entries: Iterator<T>, waiting: WaitingEntries<T>): boolean {
  while (waiting.count() < count) {
    const { done, value } = entries.next();
    if (done === true) return true;
    waiting.add(value);
  }
  return false;
}
