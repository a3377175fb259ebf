import type { NumberedEntry } from './entries.ts';
import type { RequestLimits } from '../../../lambdas/domain/fill-request.ts';

type Requests = readonly (readonly NumberedEntry[])[];

/**
 * Throws an Error unless every entry is in one request and no request is over its limits; an entry
 * over them may be alone in one.
 */
export function checkRequests(
  requests: Requests,
  entries: readonly NumberedEntry[],
  { maxEntries, maxRequestBytes }: RequestLimits,
): void {
  const packed = requests.flat();
  if (packed.length !== entries.length || new Set(packed).size !== entries.length) {
    throw new Error(`${packed.length} entries are packed, ${entries.length} came`);
  }
  for (const request of requests) {
    const bytes = request.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const isOver = bytes > maxRequestBytes && request.length > 1;
    if (isOver || request.length > maxEntries) {
      throw new Error(`a request of ${request.length} entries and ${bytes} bytes`);
    }
  }
}

/** Throws an Error unless each source's entries are in their order. */
export function checkOrder(requests: Requests): void {
  const lastOf = new Map<string, number>();
  for (const { number, sourceArn } of requests.flat()) {
    const last = lastOf.get(sourceArn) ?? -1;
    if (number < last) throw new Error(`entry ${number} of ${sourceArn} comes after ${last}`);
    lastOf.set(sourceArn, number);
  }
}
