import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import type { Invocation } from '../invocation.ts';
import type { World } from '../world.ts';

// An answer is up to 6 s on its way.
const freshMs = 6_000;
// The fan-out function remembers for 30 s, and a replica is 5 s behind.
const ageMs = { 'fan-out': 35_000 + freshMs, retry: 5_000 + freshMs };

/** Whom a function takes to be mapped to a generator stood there a moment ago, and everyone who did is among them. */
export function judgeLookUp(
  generator: string,
  told: readonly Mapping[],
  { of, isFresh }: { readonly of: Invocation['of']; readonly isFresh: boolean },
  { registry, time, accuse }: World,
): void {
  const objection = registry.history.objection(
    generator,
    told,
    time.now() - (isFresh ? freshMs : ageMs[of]),
  );
  if (objection !== undefined) accuse('what is looked up is what stands', objection);
}
