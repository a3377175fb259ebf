import { isOver, type Replay } from '../domain/history/replay.ts';
import type { ReplayClaim, ReplayClaims } from '../ports/replay-claims.ts';
import type { ReplayTable, WakeReplay } from '../ports/replays.ts';

/** What starting a replay needs from outside. */
export interface StartServices {
  readonly replays: Pick<ReplayTable, 'create' | 'find'>;
  readonly replayClaims: ReplayClaims;
  readonly wakeReplay: WakeReplay;
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
  const holder = await claimSource(replay, services, nowMs);
  if (holder !== replay.id) {
    await services.wakeReplay({ tenant, id: holder });
    return { kind: 'running', id: holder };
  }
  return await createReplay(replay, services);
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

/** The id of the replay that has the source now: this one, or another that is not over. */
async function claimSource(
  { id, source }: Replay,
  { replayClaims, replays }: StartServices,
  nowMs: number,
): Promise<string> {
  const claim: ReplayClaim = { id, atMs: nowMs };
  const held = await replayClaims.claim(source, claim);
  if (held.id === id) return id;
  const holder = await replays.find(source.tenant, held.id);
  const isFree = holder === undefined ? nowMs - held.atMs >= abandonedAfterMs : isOver(holder);
  if (isFree && (await replayClaims.replace(source, held, claim))) return id;
  return isFree ? (await replayClaims.claim(source, claim)).id : held.id;
}
