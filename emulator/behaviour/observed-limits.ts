import type { Observed } from '../observed/observed.ts';
import { type Behaviour, behaviours } from './behaviour.ts';
import { DEFAULT_MAX_BYTES } from './default-limits.ts';

/** The size limits that hold in every Region of a file, in bytes; the emulator's own for a file without Regions. */
export function observedLimits(observed: Observed): {
  maxEntryBytes: number;
  maxRequestBytes: number;
} {
  const all = allBehaviours(observed);
  return {
    maxEntryBytes: Math.min(...all.map(({ maxEntryBytes }) => maxEntryBytes)),
    maxRequestBytes: Math.min(...all.map(({ maxRequestBytes }) => maxRequestBytes)),
  };
}

/** The largest total size of the entries of a call that any Region may take, in bytes; at least the emulator's own. */
export function largestRequestBytes(observed: Observed | undefined): number {
  const all = observed === undefined ? [] : allBehaviours(observed);
  return Math.max(DEFAULT_MAX_BYTES, ...all.map(({ maxRequestBytes }) => maxRequestBytes));
}

function allBehaviours(observed: Observed): Behaviour[] {
  const behaviourIn = behaviours({ observed });
  // A name that no Region has stands for the Regions that were not observed.
  return ['', ...Object.keys(observed.regions)].map(behaviourIn);
}
