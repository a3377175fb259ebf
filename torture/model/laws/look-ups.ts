import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { Invocation } from '../invocation.ts';
import type { World } from '../world.ts';

// The fan-out function remembers for 30 s; a replica is 5 s behind, and an answer up to 6 s on its way.
const ageMs = { 'fan-out': 41_000, retry: 11_000 };

/** Whom a function takes to be mapped to a generator stood there a moment ago, and everyone who did is among them. */
export function judgeLookUp(
  generator: string,
  told: readonly Mapping[],
  of: Invocation['of'],
  { registry, time, accuse }: World,
): void {
  const objection = registry.history.objection(generator, told, time.now() - ageMs[of]);
  if (objection !== undefined) accuse('what is looked up is what stands', objection);
}
