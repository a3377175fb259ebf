import { failingThreshold, type PassedThreshold } from './failing.ts';
import type { Mapping } from './mapping.ts';
import { missedByState, type MissedTime } from './missed.ts';
import type { Notification, NotificationType } from './notification.ts';
import type { Observation } from './observation.ts';
import type { OrphanPolicy } from './orphan.ts';
import type { SourceState } from './source-state.ts';

/**
 * How the table and AWS differ. `drift`: state or expiry are not as the table has them. `gone`: a mapping
 * without a source. `otherAccount`: the source is for another account. `orphan`: a source without a mapping.
 */
export const findings = ['drift', 'gone', 'otherAccount', 'orphan'] as const;

/** A way in which the table and AWS differ. */
export type Finding = (typeof findings)[number];

/** What can be done about a mapping that is not as AWS has it. */
export const mappingPolicies = ['report', 'repair'] as const;

type Remedy = (typeof mappingPolicies)[number];

/** What is done about a mapping that is not as its source is. */
export interface MappingPolicy {
  readonly drift: Remedy;
  readonly gone: Remedy;
  readonly otherAccount: Remedy;
  /** A younger mapping is left as it is: its registration may be under way. */
  readonly registrationGraceMinutes: number;
  /** The vendor is notified once when a PENDING source comes this close to its expiry, in days. */
  readonly expiringDays: readonly number[];
  /** The vendor is notified once when all deliveries to a source have failed for so long, in hours. */
  readonly failingHours: readonly number[];
  /** Whether mappings note since when events may have been missed; false where there is no history. */
  readonly booksMissed?: boolean;
  /** How many seconds after a change deliveries may still go by the mapping as it was. */
  readonly settleSeconds: number;
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
      /** What changes of the time in which events may have been missed. */
      readonly missed?: MissedTime;
      readonly notifiedFailing?: NonNullable<Mapping['notifiedFailing']>;
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

function retire(finding: Finding, policy: Remedy, reason: Notification): MappingDecision {
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
  const failing = failingThreshold(mapping, policy.failingHours, nowMs);
  if (!isAny && passedDaysLeft === undefined && failing === undefined) return keep;
  if (isDrift && policy.drift === 'report') return { ...keep, finding: 'drift' };
  const action: MappingAction = {
    kind: 'change',
    change: changeTo(seen, passedDaysLeft ?? notifiedDaysLeft),
    ...bookedByState(mapping, seen, { nowMs, policy }),
    ...notifiedOf(failing),
    outbox: [
      ...(isNewState ? [stateNotification(seen.state, nowMs)] : []),
      ...present(passedDaysLeft).map((daysLeft) => expiringNotification(daysLeft, nowMs)),
      ...present(failing).map((passed) => failingNotification(passed, nowMs)),
    ],
  };
  return isDrift ? { action, finding: 'drift' } : { action };
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

function notifiedOf(passed: PassedThreshold | undefined): Pick<Mapping, 'notifiedFailing'> {
  return passed ? { notifiedFailing: { since: passed.since, hours: passed.hours } } : {};
}

function bookedByState(
  mapping: Mapping,
  { state }: FoundSource,
  { nowMs, policy: { booksMissed = true, settleSeconds } }: Circumstances,
): { readonly missed?: MissedTime } {
  const missed = booksMissed ? missedByState(mapping, state, { nowMs, settleSeconds }) : undefined;
  return missed ? { missed } : {};
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
): Pick<Mapping, 'state' | 'expirationTime' | 'notifiedDaysLeft'> {
  return {
    state,
    ...(expirationTime !== undefined && { expirationTime }),
    ...(notifiedDaysLeft !== undefined && { notifiedDaysLeft }),
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

function failingNotification({ since, hours, code }: PassedThreshold, nowMs: number): Notification {
  const reason = `no event was accepted for ${hours} hours or longer, since ${since}; the last attempt failed with ${code}`;
  return { ...notification('Partner Event Source Failing', nowMs, reason), failingHours: hours };
}

function notification(type: NotificationType, nowMs: number, reason: string): Notification {
  return { type, time: new Date(nowMs).toISOString(), reason };
}
