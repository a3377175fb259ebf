import type { Mapping } from './mapping.ts';
import type { SourceState } from './source-state.ts';

/** What a mapping knows of the time in which events may have been missed. */
export type MissedTime = Pick<Mapping, 'missedSince' | 'missedUntil' | 'doubt'>;

/**
 * After a change, deliveries may still go by the mapping as it was for so long: the fan-out function
 * remembers mappings for 30 s, a batch takes up to a minute, and a replica of the table is seconds behind.
 */
export const settleMs = 120_000;

// Deliveries are held from the first answer on that the source is unknown, shortly before the retirement.
const retirementLeadMs = 60_000;

/**
 * Whether events for a mapping reach its customer, as far as the mapping knows. Paused and retired
 * sources get none; of a PENDING source, EventBridge drops them.
 */
export function isListening({
  state,
  pausedAt,
  retirement,
}: Pick<Mapping, 'state' | 'pausedAt' | 'retirement'>): boolean {
  return state === 'ACTIVE' && pausedAt === undefined && retirement === undefined;
}

/** When deliveries no longer go by what a mapping was before `nowMs`; RFC 3339. */
export function settledAt(nowMs: number): string {
  return new Date(nowMs + settleMs).toISOString();
}

/** Since when a source whose mapping is retired at this time may have missed events. */
export function missedSinceRetirement(retiredAt: string): string {
  return new Date(Date.parse(retiredAt) - retirementLeadMs).toISOString();
}

/**
 * What a new registration knows of missed events: its source is PENDING at first. What the mapping before
 * it, live or retired, knows stays. The source of an ACTIVE one was gone when it was registered again.
 */
export function missedByRegistration(
  createdAt: string,
  former: Mapping | undefined,
  nowMs: number,
): MissedTime {
  if (former === undefined) return { missedSince: createdAt };
  const { retirement, missedSince } = former;
  if (retirement !== undefined) {
    return { missedSince: missedSince ?? missedSinceRetirement(retirement.retiredAt) };
  }
  return missedByState(former, 'PENDING', nowMs) ?? { missedSince: missedSince ?? createdAt };
}

/**
 * What changes if AWS reports this state of a source; undefined if nothing does. Nobody knows when a
 * source that is no longer ACTIVE has lost its event bus: everything since the last check is in doubt. So
 * is what deliveries that still take it for ACTIVE have accepted after this one: their rows say ACTIVE.
 */
export function missedByState(
  mapping: Pick<Mapping, 'state' | 'createdAt' | 'lastCheckedAt' | 'missedSince' | 'doubt'>,
  state: SourceState,
  nowMs: number,
): MissedTime | undefined {
  if (state === mapping.state) return undefined;
  if (state === 'ACTIVE') {
    const { missedSince = mapping.createdAt } = mapping;
    return { missedSince, missedUntil: settledAt(nowMs) };
  }
  const from = mapping.lastCheckedAt ?? mapping.createdAt;
  const doubt = { from, to: settledAt(nowMs) };
  return {
    missedSince: earlier(mapping.missedSince ?? from, from),
    doubt: joined(openDoubt(mapping), doubt),
  };
}

/** The doubt about which nobody has decided. */
function openDoubt({ missedSince, doubt }: MissedTime): MissedTime['doubt'] {
  const isOpen = missedSince !== undefined && doubt !== undefined && isAfter(doubt.to, missedSince);
  return isOpen ? doubt : undefined;
}

function joined(one: MissedTime['doubt'], other: NonNullable<MissedTime['doubt']>) {
  return one === undefined ? other : { from: earlier(one.from, other.from), to: other.to };
}

/**
 * What is left when somebody has decided about everything that was missed until a time: it was sent
 * again, or is left. Nothing, if the customer has listened since then; otherwise there may be more.
 */
export function missedAfter(mapping: Mapping, until: string): MissedTime {
  const { missedSince, missedUntil, doubt } = mapping;
  if (missedSince === undefined) return {};
  const hasEnded = missedUntil === undefined || !isAfter(missedUntil, until);
  if (isListening(mapping) && hasEnded) return {};
  return {
    missedSince: isAfter(until, missedSince) ? until : missedSince,
    ...(missedUntil !== undefined && { missedUntil }),
    ...(doubt !== undefined && isAfter(doubt.to, until) && { doubt }),
  };
}

function isAfter(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other);
}

function earlier(one: string, other: string): string {
  return isAfter(one, other) ? other : one;
}
