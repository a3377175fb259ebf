import type { Work } from './batch.ts';

/** Whether a delivery goes by reference: its event does, or its entry is too large. */
export function isLarge({ event, sizeBytes, isSkipped }: Work, maxEntryBytes: number): boolean {
  return isSkipped !== true && (event.reference !== undefined || sizeBytes > maxEntryBytes);
}

/** Whether there is one among deliveries. */
export function hasLarge(work: readonly Work[], maxEntryBytes: number): boolean {
  return work.some((one) => isLarge(one, maxEntryBytes));
}
