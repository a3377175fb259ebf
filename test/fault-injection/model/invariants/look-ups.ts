import type { LookUp } from '../mapping-history.ts';
import type { Invocation } from '../invocation.ts';
import type { World } from '../world.ts';

// An answer takes up to 6 s to arrive.
const freshMs = 6_000;
// The fan-out function remembers for 30 s, and a replica is 5 s behind.
const ageMs = { 'fan-out': 35_000 + freshMs, retry: 5_000 + freshMs, replay: freshMs };

/** The mappings that a function finds were in the table a moment ago, and none that was there is missing. */
export function judgeLookUp(
  lookUp: LookUp,
  { of, isFresh }: { readonly of: Invocation['of']; readonly isFresh: boolean },
  { registry, time, accuse }: World,
): void {
  const objection = registry.history.objection(
    lookUp,
    time.now() - (isFresh ? freshMs : ageMs[of]),
  );
  if (objection !== undefined) accuse('look-ups find the current mappings', objection);
}
