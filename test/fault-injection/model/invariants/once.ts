import type { Replay } from '../../../../lambdas/domain/history/replay.ts';
import type { Arrival, Reception } from '../history-world.ts';
import { eventOfPair, isOfPair, sourceOfPair } from '../invocation.ts';
import { clocksDifferMs, leavesOf } from '../listening.ts';
import type { World } from '../world.ts';
import { ambiguousPairs, eventsOnceMore } from './at-rest.ts';

/** An answer takes up to 6 s, and the fan-out function remembers mappings for 30 s. */
const rememberedMs = 60_000;
/** So long after EventBridge took an event the relay may hear of it: until then, it is not missed yet. */
const longestCallMs = 30_000;

/**
 * Over all replays of what a source missed, whoever stopped them and when: an event that reached its customer
 * is not sent again, and what the customer left is not sent. What it asked for by a replay of a range is its
 * own affair.
 */
export function judgeOnce(world: World): void {
  const replays = new Map(world.replays.table.all().map((replay) => [replay.id, replay]));
  const pairs = [...ambiguousPairs(world)];
  const events = eventsOnceMore(world);
  const rangePairs = pairsOfRanges(world, replays);
  for (const [pair, reception] of world.receptions) {
    judgeLeft(pair, reception, replays, world);
    if (rangePairs.has(pair) || events.has(eventOfPair(pair))) continue;
    if (pairs.some((name) => isOfPair(name, pair))) continue;
    judgeRepetition(pair, reception, replays, world);
  }
}

type Replays = ReadonlyMap<string, Replay>;

function isOfMissed({ replay = '' }: Pick<Arrival, 'replay'>, replays: Replays): boolean {
  return replays.get(replay)?.passed !== undefined;
}

/** The pairs that a replay of a range had, without its own name. */
function pairsOfRanges({ invocations }: World, replays: Replays): ReadonlySet<string> {
  const names = invocations.flatMap(({ pairs }) => [...pairs.keys()]);
  const ofRanges = names.filter((name) => {
    const [, , replay] = name.split(' ');
    return replay !== undefined && !isOfMissed({ replay }, replays);
  });
  return new Set(ofRanges.map((name) => `${eventOfPair(name)} ${sourceOfPair(name)}`));
}

function judgeRepetition(
  pair: string,
  { arrivals }: Reception,
  replays: Replays,
  world: World,
): void {
  const first = arrivals.findIndex((arrival) => isSure(arrival, pair, world));
  const again = arrivals.slice(first + 1).find((arrival) => isOfMissed(arrival, replays));
  if (first === -1 || again === undefined) return;
  const text = `${pair} came at ${arrivals[first]?.atMs}, and by ${again.replay} at ${again.atMs}`;
  world.accuse('what was missed is sent once', text);
}

/** Whether the vendor knew, too, that an event had arrived: nobody doubted it, or took the source for PENDING. */
function isSure({ atMs }: Arrival, pair: string, { registry, accepted }: World): boolean {
  const sourceArn = sourceOfPair(pair);
  const generator = accepted.get(eventOfPair(pair))?.generator ?? '';
  const states = registry.history.statesIn({ generator, sourceArn }, atMs - rememberedMs, atMs);
  return (
    !states.includes('PENDING') && !registry.history.wasInDoubt({ generator, sourceArn }, atMs)
  );
}

/** What was held, or recorded as dropped, before its customer left it is in no later replay of what was missed. */
function judgeLeft(
  pair: string,
  { arrivals, heldMs, drops }: Reception,
  replays: Replays,
  world: World,
): void {
  // A copy that came again by itself is recorded as missed once more, if the vendor took its source for PENDING.
  const unsure = arrivals.filter(
    (arrival) => !isOfMissed(arrival, replays) && !isSure(arrival, pair, world),
  );
  const taken = drops.length + heldMs.length === 0 ? [] : [...drops, ...unsure];
  const missedMs = Math.max(
    ...heldMs.map((ms) => ms + clocksDifferMs),
    ...taken.map(({ atMs }) => atMs + longestCallMs),
  );
  const isLeft = leavesOf(sourceOfPair(pair), world).filter(
    ({ beganMs, isSure: isAnswered }) =>
      isAnswered && Number.isFinite(missedMs) && missedMs < beganMs,
  );
  for (const { endedMs } of isLeft) {
    const sent = arrivals.find(
      (arrival) =>
        isOfMissed(arrival, replays) &&
        Date.parse(replays.get(arrival.replay ?? '')?.createdAt ?? '') > endedMs,
    );
    if (sent === undefined) continue;
    world.accuse('what was left stays so', `${pair} came by ${sent.replay}`);
  }
}
