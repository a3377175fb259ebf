import { passedAfter } from '../domain/history/new-replay.ts';
import { isOver, noProgress, type Replay, type ReplayRequest } from '../domain/history/replay.ts';
import type { ReplayClaim, ReplayClaims } from '../ports/replay-claims.ts';
import type { ReplayTable, WakeReplay } from '../ports/replays.ts';

/** What starting a replay needs from outside. */
export interface StartServices {
  readonly replays: Pick<ReplayTable, 'create' | 'find'>;
  readonly replayClaims: ReplayClaims;
  readonly wakeReplay: WakeReplay;
  /** How many events a request will send, for the progress to have a whole. */
  readonly plan?: (request: ReplayRequest) => Promise<number>;
}

/** A replay that exists now, or did before. */
export interface Started {
  readonly kind: 'started';
  readonly replay: Replay;
}

/** `running`: another replay of the source is not over. */
export type StartedReplay = Started | { readonly kind: 'running'; readonly id: string };

// Who claims a source writes its replay at once; after this time, it has crashed in between.
const abandonedAfterMs = 60_000;

/**
 * Writes a replay and wakes the function that sends it, unless another one of the same source is not
 * over. A replay of this id that exists is woken and returned: so a crash is repaired by a repetition.
 * Rejects when the table or the queue cannot be reached.
 */
export async function startReplay(
  replay: Replay,
  services: StartServices,
  nowMs: number,
): Promise<StartedReplay> {
  const { tenant } = replay.source;
  const known = await services.replays.find(tenant, replay.id);
  if (known !== undefined) return await wake(known, services);
  const claim = await claimSource(replay, services, nowMs);
  if (claim.id !== replay.id) {
    await services.wakeReplay({ tenant, id: claim.id });
    return { kind: 'running', id: claim.id };
  }
  const request = await withPassed(replay, claim, services);
  const planned = (await services.plan?.(request)) ?? 0;
  return await createReplay({ ...request, progress: { ...noProgress, planned } }, services);
}

/** Writes a replay that others of its source may run beside, and wakes the function that sends it. */
export async function createReplay(
  replay: Replay,
  services: Pick<StartServices, 'replays' | 'wakeReplay'>,
): Promise<Started> {
  const { tenant } = replay.source;
  const created = await services.replays.create(replay);
  const existing =
    created === 'exists' ? await services.replays.find(tenant, replay.id) : undefined;
  return await wake(existing ?? replay, services);
}

async function wake(
  replay: Replay,
  { wakeReplay }: Pick<StartServices, 'wakeReplay'>,
): Promise<Started> {
  if (!isOver(replay)) await wakeReplay({ tenant: replay.source.tenant, id: replay.id });
  return { kind: 'started', replay };
}

/** The claim that the source has now: this replay's, or that of another one which is not over. */
async function claimSource(
  { id, source }: Replay,
  { replayClaims, replays }: StartServices,
  nowMs: number,
): Promise<ReplayClaim> {
  const held = await replayClaims.claim(source, { id, atMs: nowMs });
  if (held.id === id) return held;
  const holder = await replays.find(source.tenant, held.id);
  const isFree = holder === undefined ? nowMs - held.atMs >= abandonedAfterMs : isOver(holder);
  if (!isFree) return held;
  const lastOfMissed = isOfMissed(holder) ? held.id : held.lastOfMissed;
  const claim = { id, atMs: nowMs, ...(lastOfMissed !== undefined && { lastOfMissed }) };
  const isReplaced = await replayClaims.replace(source, held, claim);
  return isReplaced ? claim : await replayClaims.claim(source, claim);
}

/** A replay of what the source missed, with what those before it have sent of that. */
async function withPassed(
  replay: Replay,
  { lastOfMissed }: ReplayClaim,
  { replays }: StartServices,
): Promise<Replay> {
  if (!isOfMissed(replay) || lastOfMissed === undefined) return replay;
  const former = await replays.find(replay.source.tenant, lastOfMissed);
  return { ...replay, passed: passedAfter(former) };
}

function isOfMissed(replay: Pick<Replay, 'passed'> | undefined): boolean {
  return replay?.passed !== undefined;
}
