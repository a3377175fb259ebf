import type { EventBus } from './event-bus.ts';

/** A bus's policy as JSON text; undefined without statements. */
export function policyTextOf(policy: EventBus['policy']): string | undefined {
  if (policy.size === 0) return undefined;
  return JSON.stringify({ Version: '2012-10-17', Statement: [...policy.values()] });
}

/**
 * Whether a bus's policy lets another account put events on it. A statement with a condition lets nobody in, and keeps
 * nobody out.
 */
export function lets(policy: EventBus['policy'], account: string): boolean {
  const effects = new Set(
    [...policy.values()]
      .filter(({ Condition }) => Condition === undefined)
      .filter(({ Action }) => textsOf(Action).some((action) => PUT_EVENTS.has(action)))
      .filter(({ Principal }) => isPrincipal(Principal, account))
      .map(({ Effect }) => Effect),
  );
  return effects.has('Allow') && !effects.has('Deny');
}

/** The actions that PutEvents is one of. */
const PUT_EVENTS: ReadonlySet<unknown> = new Set([
  'events:PutEvents',
  'events:Put*',
  'events:*',
  '*',
]);

function isPrincipal(principal: unknown, account: string): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const given = textsOf(Reflect.get(principal, 'AWS'));
  return ['*', account, `arn:aws:iam::${account}:root`].some((name) => given.includes(name));
}

/** A member of a policy may be one text, or a list. */
function textsOf(member: unknown): readonly unknown[] {
  return Array.isArray(member) ? member : [member];
}
