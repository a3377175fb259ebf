import type { Mapping } from '../mapping.ts';
import type { Passed } from './passed.ts';
import { doubtOf } from './selection.ts';
import { noProgress, type Replay, type ReplayRequest } from './replay.ts';

/** What a new replay has besides its request. */
export interface ReplayStart extends Pick<Replay, 'id' | 'kind' | 'startedBy'> {
  readonly nowMs: number;
}

/** A replay that waits for its turn. */
export function newReplay(request: ReplayRequest, start: ReplayStart): Replay {
  const { nowMs, ...rest } = start;
  return {
    ...request,
    ...rest,
    state: 'waiting',
    progress: noProgress,
    cursor: {},
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
  };
}

/** The request for everything that a source missed and nobody has decided about. */
export function missedRequest(mapping: OpenMapping, nowMs: number): ReplayRequest {
  const { missedSince, missedUntil, doubt } = mapping;
  // Deliveries that go by the mapping as it was are included.
  const toMs = missedUntil === undefined ? nowMs : Math.max(nowMs, Date.parse(missedUntil));
  return {
    source: replaySource(mapping),
    fromMs: Date.parse(missedSince),
    toMs,
    outcomes: ['missed'],
    passed: [],
    ...(doubt && { doubt: doubtOf(doubt) }),
  };
}

// Who stops and begins again so often has the oldest part sent again, rather than an item without a bound.
const mostRemembered = 10;

/**
 * What a new replay of missed events finds passed, after the one before it ended. What that one left out
 * because of the source's filter counts as not passed, since the filter may have changed.
 */
export function passedAfter(former: Replay | undefined): readonly Passed[] {
  if (former?.passed === undefined) return [];
  const { progress, passed, id, fromMs, toMs, doubt, cursor, run } = former;
  const { sent, failed, withoutBody, filtered } = progress;
  if (filtered > 0 || sent + failed + withoutBody === 0) return passed;
  const within = run?.within ?? {};
  const own: Passed = { replay: id, fromMs, toMs, ...(doubt && { doubt }), cursor, within };
  return [...passed, own].slice(-mostRemembered);
}

/** A mapping of a source that may have missed events about which nobody has decided. */
type OpenMapping = Mapping & { readonly missedSince: string };

/** A mapping as the source of a replay. */
export function replaySource(mapping: Mapping): ReplayRequest['source'] {
  const { tenant, generator, sourceArn, sourceName, region, generation } = mapping;
  return { tenant, generator, sourceArn, sourceName, region, generation };
}

/** The id of a replay: it sorts by the time of its creation. */
export function replayId(atMs: number, unique: string): string {
  return `${String(atMs).padStart(13, '0')}-${unique}`;
}

/**
 * The id of the replay that is started by itself once a source is ACTIVE. It is always the same for the
 * same registration and what it missed, so that whoever makes it twice makes one.
 *
 * @param settleSeconds how long after the source was ACTIVE `missedUntil` is
 */
export function automaticReplayId(
  { generation, missedSince, missedUntil }: MissedOf,
  settleSeconds: number,
): string {
  const activeMs = Date.parse(missedUntil) - settleSeconds * 1000;
  return replayId(activeMs, `${generation}-${Date.parse(missedSince)}`);
}

type MissedOf = Pick<Mapping, 'generation'> &
  Required<Pick<Mapping, 'missedSince' | 'missedUntil'>>;
