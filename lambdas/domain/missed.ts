import type { Mapping } from './mapping.ts';
import type { SourceState } from './source-state.ts';

/** What a mapping knows of the time in which events may have been missed. */
export type MissedTime = Pick<Mapping, 'missedSince' | 'missedUntil' | 'doubt'>;

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

/**
 * When deliveries no longer go by what a mapping was before `nowMs`; RFC 3339.
 *
 * @param settleSeconds for so long they may: functions remember mappings, and a batch takes a while
 */
export function settledAt(nowMs: number, settleSeconds: number): string {
  return new Date(nowMs + settleSeconds * 1000).toISOString();
}

/** Since when a source whose mapping is retired at this time may have missed events. */
export function missedSinceRetirement(retiredAt: string): string {
  return new Date(Date.parse(retiredAt) - retirementLeadMs).toISOString();
}

/** When something is noticed, and for how long deliveries may still go by what was before; see {@link settledAt}. */
export interface NoticedAt {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly settleSeconds: number;
}

/**
 * What a new registration knows of missed events: its source is PENDING at first. What the mapping before
 * it, live or retired, knows stays. The source of an ACTIVE one was gone when it was registered again.
 */
export function missedByRegistration(
  createdAt: string,
  former: Mapping | undefined,
  noticed: NoticedAt,
): MissedTime & Pick<Mapping, 'leftBefore'> {
  if (former === undefined) return { missedSince: createdAt };
  const { leftBefore } = former;
  const missed = missedSinceFormer(createdAt, former, noticed);
  return leftBefore === undefined ? missed : { ...missed, leftBefore };
}

function missedSinceFormer(createdAt: string, former: Mapping, noticed: NoticedAt): MissedTime {
  const { retirement, missedSince } = former;
  if (retirement !== undefined) {
    const since = missedSince ?? missedSinceRetirement(retirement.retiredAt);
    const doubt = doubtAfterRetirement({ ...former, retirement }, createdAt, noticed);
    return { missedSince: since, ...doubt };
  }
  return missedByState(former, 'PENDING', noticed) ?? { missedSince: missedSince ?? createdAt };
}

/**
 * What a new mapping of a source that existed before it knows of missed events, until its state is noted.
 * The source may never have been gone: if it is not ACTIVE any more, nobody knows since when.
 */
export function missedByExisting(
  createdAt: string,
  former: Mapping | undefined,
  state: SourceState,
  noticed: NoticedAt,
): ReturnType<typeof missedByRegistration> {
  const missed = missedByRegistration(createdAt, former, noticed);
  return { ...missed, ...(former && missedByState(former, state, noticed)) };
}

/**
 * A delivery that still goes by a mapping which was retired a moment ago reaches the source that was made
 * in its place, which is PENDING, and is recorded as heard if the mapping was ACTIVE.
 */
function doubtAfterRetirement(
  former: Mapping & Required<Pick<Mapping, 'retirement'>>,
  createdAt: string,
  { nowMs, settleSeconds }: NoticedAt,
): Pick<MissedTime, 'doubt'> {
  const { state, retirement } = former;
  const isSettled = nowMs - Date.parse(retirement.retiredAt) >= settleSeconds * 1000;
  if (isSettled || state !== 'ACTIVE') return {};
  const to = settledAt(nowMs, settleSeconds);
  return { doubt: joined(openDoubt(former), { from: createdAt, to }) };
}

type CheckedMapping = Pick<
  Mapping,
  'state' | 'createdAt' | 'lastCheckedAt' | 'missedSince' | 'leftBefore' | 'doubt'
>;

/**
 * What changes if AWS reports this state of a source; undefined if nothing does. Nobody knows when a
 * source that is no longer ACTIVE has lost its event bus: everything since the last check is in doubt,
 * until no delivery goes by that check any more. What the customer has left is not reopened by it.
 */
export function missedByState(
  mapping: CheckedMapping,
  state: SourceState,
  { nowMs, settleSeconds }: NoticedAt,
): MissedTime | undefined {
  if (state === mapping.state) return undefined;
  if (state === 'ACTIVE') {
    const { missedSince = mapping.createdAt } = mapping;
    return { missedSince, missedUntil: settledAt(nowMs, settleSeconds) };
  }
  const from = mapping.lastCheckedAt ?? mapping.createdAt;
  const doubt = { from, to: settledAt(nowMs, settleSeconds) };
  const since = earlier(mapping.missedSince ?? from, from);
  return {
    missedSince: later(mapping.leftBefore, since),
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

/** The later one of two times, or the other if there is none. */
export function later(one: string | undefined, other: string): string {
  return one !== undefined && isAfter(one, other) ? one : other;
}

function earlier(one: string, other: string): string {
  return isAfter(one, other) ? other : one;
}
