import type { Mapping } from '../domain/mapping.ts';
import { decideMapping, type Observation } from '../domain/reconciliation.ts';
import { writeAction } from '../reconcile/write-action.ts';
import type { RequestContext } from './services.ts';

/** A source that is there. */
export type FoundObservation = Extract<Observation, { kind: 'found' }>;

/** What AWS says of a source that is there for the account, or undefined. */
export function foundFor(account: string, seen: Observation): FoundObservation | undefined {
  return isThere(seen) && seen.account === account ? seen : undefined;
}

/** Whether a source is there, whoever's it is. */
export function isThere(seen: Observation): seen is FoundObservation {
  return seen.kind === 'found' && seen.state !== 'DELETED';
}

/**
 * Brings a live mapping to what AWS has said of its source since it was read, as the reconciler
 * does. `left`: there was nothing to do, or somebody else was faster. `failed`: the table could not
 * be reached. Never rejects.
 */
export async function followSource(
  mapping: Mapping,
  seen: Observation,
  { table, log, nowMs, settings }: RequestContext,
): Promise<'done' | 'left' | 'failed'> {
  const { action } = decideMapping(mapping, seen, { nowMs, policy: settings.policy });
  return await writeAction(mapping, action, { table, log, time: { now: () => nowMs } });
}

/** A mapping with the state that AWS told at `nowMs`. */
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
