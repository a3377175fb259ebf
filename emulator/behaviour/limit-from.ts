import type { ObservedLimit } from '../observed/observed.ts';

/**
 * The largest that is accepted. Where nothing was refused, the limit itself is not known: what was accepted, or the
 * default if that is more.
 */
export function limitFrom(seen: ObservedLimit | undefined, byDefault: number): number {
  if (seen === undefined) return byDefault;
  return seen.refused === undefined ? Math.max(seen.accepted, byDefault) : seen.accepted;
}
