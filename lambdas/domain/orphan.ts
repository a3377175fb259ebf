import { newMapping, type Mapping } from './mapping.ts';
import { missedByExisting, missedByState } from './missed.ts';
import type { Observation } from './observation.ts';

/** What can be done about an orphan. `adopt` makes a mapping for the source; `delete` deletes the source. */
export const orphanPolicies = ['report', 'adopt', 'delete'] as const;

/** A source of the vendor's in AWS for which the table has no live mapping. */
export interface Orphan {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly generator: string;
  /** The account in its name. */
  readonly account: string;
  /** The retired mapping of the source, if the table still has it. */
  readonly retired?: Mapping;
}

/** What is done about a source without a mapping. */
export interface OrphanPolicy {
  /** `adopt` makes a mapping for the source; `delete` deletes the source. */
  readonly orphan: (typeof orphanPolicies)[number];
  /** A source is an orphan only when so much time has passed since it was created or its mapping retired. */
  readonly orphanGraceHours: number;
  /** Whether mappings note since when events may have been missed; false where there is no history. */
  readonly booksMissed?: boolean;
  /** How many seconds after a change deliveries may still go by the mapping as it was. */
  readonly settleSeconds: number;
}

const hourMs = 3_600_000;

/** What to do about a source without a mapping. */
export type OrphanAction =
  /** A registration or a deletion may be under way. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'report' }
  | { readonly kind: 'adopt'; readonly mapping: Mapping }
  /** `account` is the one that the source is for. */
  | { readonly kind: 'delete'; readonly account: string };

/** Decides what to do about a source without a mapping, by what AWS reports about it. */
export function decideOrphan(
  orphan: Orphan,
  seen: Observation,
  context: { nowMs: number; policy: OrphanPolicy; generation: string },
): OrphanAction {
  const { nowMs, policy } = context;
  if (seen.kind === 'nonexistent' || seen.state === 'DELETED') return { kind: 'wait' };
  const { retirement } = orphan.retired ?? {};
  const sinceMs = Math.max(timeOf(seen.createdAt), timeOf(retirement?.retiredAt));
  if (nowMs - sinceMs < policy.orphanGraceHours * hourMs) return { kind: 'wait' };
  if (policy.orphan === 'adopt' && seen.account === orphan.account) {
    return { kind: 'adopt', mapping: adoptedMapping(orphan, seen, context) };
  }
  if (policy.orphan === 'delete') return { kind: 'delete', account: seen.account };
  return { kind: 'report' };
}

function timeOf(dateTime: string | undefined): number {
  return dateTime === undefined ? 0 : Date.parse(dateTime);
}

function adoptedMapping(
  { name, arn, region, generator, account, retired }: Orphan,
  { state, expirationTime }: Extract<Observation, { kind: 'found' }>,
  {
    nowMs,
    generation,
    policy: { booksMissed = true, settleSeconds },
  }: { nowMs: number; generation: string; policy: OrphanPolicy },
): Mapping {
  const { detailTypes, displayName } = retired ?? {};
  const registration = {
    generator,
    account,
    region,
    ...(detailTypes && { detailTypes }),
    ...(displayName !== undefined && { displayName }),
  };
  const createdAt = new Date(nowMs).toISOString();
  const reason = 'the source existed without a mapping';
  const made: Mapping = {
    ...newMapping(registration, { name, arn }, { generation, createdAt }),
    ...(booksMissed && missedByExisting(createdAt, retired, state, { nowMs, settleSeconds })),
  };
  return {
    ...made,
    ...(booksMissed && missedByState(made, state, { nowMs, settleSeconds })),
    state,
    ...(expirationTime !== undefined && { expirationTime }),
    outbox: [{ type: 'Partner Event Source Adopted', time: createdAt, reason }],
  };
}
