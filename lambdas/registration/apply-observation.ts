import type { TestEventView } from '../contract/test-event.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Observation } from '../domain/observation.ts';
import { decideMapping } from '../domain/reconciliation.ts';
import { applyAction } from '../mappings/apply-action.ts';
import type { RequestContext } from './request-context.ts';

/** The state of a source that exists. */
export type FoundObservation = Extract<Observation, { kind: 'found' }> & {
  readonly state: TestEventView['state'];
};

/** What AWS reports of a source that exists for the account, or undefined. */
export function foundFor(account: string, seen: Observation): FoundObservation | undefined {
  return exists(seen) && seen.account === account ? seen : undefined;
}

/** Whether a source exists, for whatever account. */
export function exists(seen: Observation): seen is FoundObservation {
  return seen.kind === 'found' && seen.state !== 'DELETED';
}

/**
 * Updates a live mapping, as the reconciler does, with what AWS has reported of its source since the
 * mapping was read. `left`: there was nothing to do, or somebody else has changed it. `failed`: the
 * table could not be reached. Never rejects.
 */
export async function applyObservation(
  mapping: Mapping,
  seen: Observation,
  { mappings, retirements, log, nowMs, settings }: RequestContext,
): Promise<'done' | 'left' | 'failed'> {
  const { action } = decideMapping(mapping, seen, { nowMs, policy: settings.policy });
  const time = { now: () => nowMs };
  return await applyAction(mapping, action, { mappings, retirements, log, time });
}

/** A mapping with the state that AWS reported at `nowMs`. */
export function withState(
  mapping: Mapping,
  { state, expirationTime }: FoundObservation,
  nowMs: number,
): Mapping {
  const { expirationTime: _, ...kept } = mapping;
  return {
    ...kept,
    state,
    ...(expirationTime !== undefined && { expirationTime }),
    lastCheckedAt: new Date(nowMs).toISOString(),
  };
}
