import type { TestEventView } from '../contract/test-event.ts';
import type { Mapping } from '../domain/mapping.ts';
import { missedByState } from '../domain/missed.ts';
import type { Observation } from '../domain/observation.ts';
import { decideMapping } from '../domain/reconciliation.ts';
import { applyAction } from '../mappings/apply-action.ts';
import { sendMissedOnceActive } from '../mappings/send-missed-once-active.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import { findMapping } from './find-source.ts';
import type { RequestContext } from './request-context.ts';

/** The state of a source that exists. */
export type FoundObservation = Extract<Observation, { kind: 'found' }> & {
  readonly state: TestEventView['state'];
};

/** What AWS reports of a source that exists for the account, or undefined. */
export function foundFor(account: string, seen: Observation): FoundObservation | undefined {
  return exists(seen) && seen.account === account ? seen : undefined;
}

/** Whether a source exists, for any account. */
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
  context: RequestContext,
): Promise<'done' | 'left' | 'failed'> {
  const { mappings, retirements, log, nowMs, settings } = context;
  const { action } = decideMapping(mapping, seen, { nowMs, policy: settings.policy });
  const time = { now: () => nowMs };
  const written = await applyAction(mapping, action, { mappings, retirements, log, time });
  if (mapping.sendsMissedOnceActive === true && seen.kind === 'found') {
    await sendMissedOf(mapping, context);
  }
  return written;
}

/** Sends what a source missed if it is ACTIVE now and its customer wants that; never rejects. */
export async function sendMissedOf(key: MappingKey, context: RequestContext): Promise<void> {
  const find = async () => await findMapping(key, context.mappings);
  const { nowMs, settings } = context;
  const { settleSeconds } = settings.policy;
  await sendMissedOnceActive({ ...context, find, settleSeconds }, nowMs);
}

/** A mapping with the state that AWS reported at `nowMs`. */
export function withState(
  mapping: Mapping,
  { state, expirationTime }: FoundObservation,
  { nowMs, settings }: Pick<RequestContext, 'nowMs' | 'settings'>,
): Mapping {
  const { expirationTime: _, ...kept } = mapping;
  const { booksMissed = true, settleSeconds } = settings.policy;
  return {
    ...kept,
    ...(booksMissed && missedByState(mapping, state, { nowMs, settleSeconds })),
    state,
    ...(expirationTime !== undefined && { expirationTime }),
    lastCheckedAt: new Date(nowMs).toISOString(),
  };
}
