import type { EventBus } from './event-bus.ts';

/** A bus's policy as JSON text; undefined without statements. */
export function policyTextOf(policy: EventBus['policy']): string | undefined {
  if (policy.size === 0) return undefined;
  return JSON.stringify({ Version: '2012-10-17', Statement: [...policy.values()] });
}

/**
 * Whether a bus's policy lets another account put events on it. Only the statement's principal counts here: one
 * with a condition, or with another effect or action, lets nobody in.
 */
export function lets(policy: EventBus['policy'], account: string): boolean {
  return [...policy.values()].some(
    ({ Effect, Action, Principal, Condition }) =>
      Effect === 'Allow' &&
      Action === 'events:PutEvents' &&
      Condition === undefined &&
      isPrincipal(Principal, account),
  );
}

function isPrincipal(principal: unknown, account: string): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const given: unknown = Reflect.get(principal, 'AWS');
  return ['*', account, `arn:aws:iam::${account}:root`].some((name) => name === given);
}
