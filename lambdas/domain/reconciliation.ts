import type { Mapping, SourceState } from './mapping.ts';
import type { Notification, NotificationType } from './notification.ts';

/** What AWS says of a partner event source that was asked for by its exact name. */
export type Observation =
  | {
      readonly kind: 'found';
      readonly account: string;
      readonly state: SourceState;
      /** RFC 3339 date-time. */
      readonly createdAt?: string;
      /** RFC 3339 date-time. */
      readonly expirationTime?: string;
    }
  | { readonly kind: 'nonexistent' };

/**
 * Ways in which the table and AWS differ. `drift`: state or expiry are not as the table has them. `gone`: a mapping without a source.
 * `otherAccount`: the source is another account's. `orphan`: a source without a mapping.
 */
export type Finding = 'drift' | 'gone' | 'otherAccount' | 'orphan';

/** What is done about each finding. */
export interface ReconcilePolicy {
  readonly drift: 'report' | 'repair';
  readonly gone: 'report' | 'repair';
  readonly otherAccount: 'report' | 'repair';
  /** `adopt` makes a mapping for the source; `delete` deletes the source. */
  readonly orphan: 'report' | 'adopt' | 'delete';
  /** A source is an orphan only so long after it was created, or its mapping retired. */
  readonly orphanGraceMs: number;
  /** A mapping this young is left alone: its registration may be under way. */
  readonly registrationGraceMs: number;
  /** The vendor is told once as a PENDING source comes this close to its expiry, in days. */
  readonly expiringDays: readonly number[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The policy unless a stage sets its own. */
export const standardReconcilePolicy: ReconcilePolicy = {
  drift: 'repair',
  gone: 'repair',
  otherAccount: 'repair',
  orphan: 'report',
  orphanGraceMs: dayMs,
  registrationGraceMs: 5 * 60_000,
  expiringDays: [3, 1],
};

/** What is to become of a mapping. */
export type MappingAction =
  | { readonly kind: 'keep' }
  | {
      readonly kind: 'change';
      readonly change: Pick<Mapping, 'state' | 'expirationTime' | 'notifiedDaysLeft'>;
      readonly outbox: readonly Notification[];
    }
  | { readonly kind: 'retire'; readonly notification: Notification };

/** An action, and the finding that led to it. With the policy `report`, the action is to keep. */
export interface MappingDecision {
  readonly action: MappingAction;
  readonly finding?: Finding;
}

interface Circumstances {
  readonly nowMs: number;
  readonly policy: ReconcilePolicy;
}

/** What to do about a live mapping, from what AWS said of its source after the mapping was read. */
export function decideMapping(
  mapping: Mapping,
  seen: Observation,
  { nowMs, policy }: Circumstances,
): MappingDecision {
  if (seen.kind === 'nonexistent' || seen.state === 'DELETED') {
    const isYoung = nowMs - Date.parse(mapping.createdAt) < policy.registrationGraceMs;
    if (isYoung) return keep;
    return retire('gone', policy.gone, goneNotification(mapping, nowMs));
  }
  if (seen.account !== mapping.account) {
    const reason = 'the source of this name is for another account';
    return retire('otherAccount', policy.otherAccount, notification(deleted, nowMs, reason));
  }
  return followState(mapping, seen, { nowMs, policy });
}

const keep: MappingDecision = { action: { kind: 'keep' } };
const deleted = 'Partner Event Source Deleted';

function retire(
  finding: Finding,
  policy: 'report' | 'repair',
  told: Notification,
): MappingDecision {
  return policy === 'report'
    ? { ...keep, finding }
    : { finding, action: { kind: 'retire', notification: told } };
}

// AWS looks for expired sources now and then; one that vanished shortly before was not deleted.
const expiryToleranceMs = hourMs;

function goneNotification({ state, expirationTime }: Mapping, nowMs: number): Notification {
  const isExpired =
    state === 'PENDING' &&
    expirationTime !== undefined &&
    Date.parse(expirationTime) <= nowMs + expiryToleranceMs;
  return isExpired
    ? notification('Partner Event Source Expired', nowMs, 'nobody accepted the source in time')
    : notification(deleted, nowMs, 'the source no longer exists in AWS');
}

function followState(
  mapping: Mapping,
  seen: Extract<Observation, { kind: 'found' }>,
  { nowMs, policy }: Circumstances,
): MappingDecision {
  const { state, expirationTime } = seen;
  const isNewState = state !== mapping.state;
  const isNewExpiry = expirationTime !== mapping.expirationTime;
  const told = isNewState || isNewExpiry ? undefined : mapping.notifiedDaysLeft;
  const daysLeft = expiringDays(seen, nowMs, policy);
  const isDue = daysLeft !== undefined && daysLeft < (told ?? Infinity);
  if (!isNewState && !isNewExpiry && !isDue) return keep;
  // The expiry of a new registration is news, and no drift.
  const isDrift = isNewState || (isNewExpiry && mapping.expirationTime !== undefined);
  if (isDrift && policy.drift === 'report') return { ...keep, finding: 'drift' };

  const outbox = [
    ...(isNewState ? [stateNotification(state, nowMs)] : []),
    ...(isDue ? [expiringNotification(daysLeft, nowMs)] : []),
  ];
  const notifiedDaysLeft = isDue ? daysLeft : told;
  return {
    ...(isDrift && { finding: 'drift' as const }),
    action: {
      kind: 'change',
      change: {
        state,
        ...(expirationTime !== undefined && { expirationTime }),
        ...(notifiedDaysLeft !== undefined && { notifiedDaysLeft }),
      },
      outbox,
    },
  };
}

/** The closest threshold that a PENDING source has passed, in days. */
function expiringDays(
  { state, expirationTime }: Extract<Observation, { kind: 'found' }>,
  nowMs: number,
  { expiringDays: thresholds }: ReconcilePolicy,
): number | undefined {
  if (state !== 'PENDING' || expirationTime === undefined) return undefined;
  const daysLeft = (Date.parse(expirationTime) - nowMs) / dayMs;
  const passed = thresholds.filter((threshold) => daysLeft <= threshold);
  return passed.length === 0 ? undefined : Math.min(...passed);
}

function stateNotification(state: SourceState, nowMs: number): Notification {
  return state === 'ACTIVE'
    ? notification(
        'Partner Event Source Activated',
        nowMs,
        'the customer has created the event bus',
      )
    : notification(
        'Partner Event Source Deactivated',
        nowMs,
        'the customer has no event bus for it now',
      );
}

function expiringNotification(daysLeft: number, nowMs: number): Notification {
  const reason = `nobody has accepted the source, and AWS deletes it in ${daysLeft} days or sooner`;
  return { ...notification('Partner Event Source Expiring', nowMs, reason), daysLeft };
}

function notification(type: NotificationType, nowMs: number, reason: string): Notification {
  return { type, time: new Date(nowMs).toISOString(), reason };
}
