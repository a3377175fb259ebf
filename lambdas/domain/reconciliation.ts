import type { Mapping, SourceState } from './mapping.ts';
import type { Notification, NotificationType } from './notification.ts';
import type { OrphanPolicy } from './orphan.ts';

/** What AWS reports about a partner event source, looked up by its exact name. */
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
 * How the table and AWS differ. `drift`: state or expiry are not as the table has them. `gone`: a mapping
 * without a source. `otherAccount`: the source is for another account. `orphan`: a source without a mapping.
 */
export type Finding = 'drift' | 'gone' | 'otherAccount' | 'orphan';

/** What is done about a mapping that is not as its source is. */
export interface MappingPolicy {
  readonly drift: 'report' | 'repair';
  readonly gone: 'report' | 'repair';
  readonly otherAccount: 'report' | 'repair';
  /** A younger mapping is left as it is: its registration may be under way. */
  readonly registrationGraceMinutes: number;
  /** The vendor is notified once when a PENDING source comes this close to its expiry, in days. */
  readonly expiringDays: readonly number[];
}

/** What is done about each finding. */
export interface ReconcilePolicy extends MappingPolicy, OrphanPolicy {}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What to do about a mapping. */
export type MappingAction =
  | { readonly kind: 'keep' }
  | {
      readonly kind: 'change';
      readonly change: Pick<Mapping, 'state' | 'expirationTime' | 'notifiedDaysLeft'>;
      readonly outbox: readonly Notification[];
    }
  | { readonly kind: 'retire'; readonly notification: Notification };

/** An action, and the finding that led to it. With the policy `report`, the action is `keep`. */
export interface MappingDecision {
  readonly action: MappingAction;
  readonly finding?: Finding;
}

interface Circumstances {
  readonly nowMs: number;
  readonly policy: MappingPolicy;
}

/** Decides what to do about a live mapping, by what AWS reported about its source after the mapping was read. */
export function decideMapping(
  mapping: Mapping,
  seen: Observation,
  { nowMs, policy }: Circumstances,
): MappingDecision {
  if (seen.kind === 'nonexistent' || seen.state === 'DELETED') {
    const graceMs = policy.registrationGraceMinutes * minuteMs;
    const isYoung = nowMs - Date.parse(mapping.createdAt) < graceMs;
    if (isYoung) return keep;
    return retire('gone', policy.gone, deletionNotification(mapping, nowMs));
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
  reason: Notification,
): MappingDecision {
  return policy === 'report'
    ? { ...keep, finding }
    : { finding, action: { kind: 'retire', notification: reason } };
}

// A source that vanished up to an hour before its expiry counts as expired, not as deleted.
const expiryToleranceMs = hourMs;

function deletionNotification({ state, expirationTime }: Mapping, nowMs: number): Notification {
  const isExpired =
    state === 'PENDING' &&
    expirationTime !== undefined &&
    Date.parse(expirationTime) <= nowMs + expiryToleranceMs;
  return isExpired
    ? notification('Partner Event Source Expired', nowMs, 'nobody accepted the source in time')
    : notification(deleted, nowMs, 'the source no longer exists in AWS');
}

type FoundSource = Extract<Observation, { kind: 'found' }>;

function followState(
  mapping: Mapping,
  seen: FoundSource,
  { nowMs, policy }: Circumstances,
): MappingDecision {
  const { isNewState, isDrift, isAny } = differenceOf(mapping, seen);
  // Under a new state or expiry every threshold is news again.
  const notifiedDaysLeft = isAny ? undefined : mapping.notifiedDaysLeft;
  const passedDaysLeft = newThreshold(notifiedDaysLeft, passedThreshold(seen, nowMs, policy));
  if (!isAny && passedDaysLeft === undefined) return keep;
  if (isDrift && policy.drift === 'report') return { ...keep, finding: 'drift' };
  const action = changeTo(seen, passedDaysLeft ?? notifiedDaysLeft, [
    ...(isNewState ? [stateNotification(seen.state, nowMs)] : []),
    ...(passedDaysLeft === undefined ? [] : [expiringNotification(passedDaysLeft, nowMs)]),
  ]);
  return isDrift ? { action, finding: 'drift' } : { action };
}

/** How a source differs from what its mapping says of it. */
function differenceOf(mapping: Mapping, { state, expirationTime }: FoundSource) {
  const isNewState = state !== mapping.state;
  const isNewExpiry = expirationTime !== mapping.expirationTime;
  // The expiry of a new registration is news, and no drift.
  const isDrift = isNewState || (isNewExpiry && mapping.expirationTime !== undefined);
  return { isNewState, isDrift, isAny: isNewState || isNewExpiry };
}

/** A passed threshold, unless the vendor was notified of it or of a closer one. */
function newThreshold(notifiedDaysLeft = Infinity, passedDaysLeft = Infinity): number | undefined {
  return passedDaysLeft < notifiedDaysLeft ? passedDaysLeft : undefined;
}

function changeTo(
  { state, expirationTime }: FoundSource,
  notifiedDaysLeft: number | undefined,
  outbox: readonly Notification[],
): MappingAction {
  return {
    kind: 'change',
    change: {
      state,
      ...(expirationTime !== undefined && { expirationTime }),
      ...(notifiedDaysLeft !== undefined && { notifiedDaysLeft }),
    },
    outbox,
  };
}

/** The closest threshold that a PENDING source has passed, in days. */
function passedThreshold(
  { state, expirationTime }: FoundSource,
  nowMs: number,
  { expiringDays: thresholds }: MappingPolicy,
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
