import type { BusEvent } from '../put-events/bus-event.ts';
import { publish } from '../put-events/publish.ts';
import { isActive, type Replay } from '../state/archive.ts';
import { isActiveBus } from '../state/customer-source.ts';
import { regionOf, type World } from '../state/world.ts';
import { eventsIn } from './archived-events.ts';

/** How long a replay is STARTING, how long it takes for each minute that has events, and how long it is CANCELLING. */
export const REPLAY_STEP_MS = 1000;

const MINUTE_MS = 60_000;

/** Takes every replay as far as the emulator's clock has come. */
export function runReplays(world: World): void {
  for (const region of world.regions.values()) {
    for (const account of region.accounts()) {
      for (const replay of region.replaysOf(account).values()) {
        if (isActive(replay)) runReplay(world, { region: region.name, account }, replay);
      }
    }
  }
}

type Owner = { readonly region: string; readonly account: string };

function runReplay(world: World, owner: Owner, replay: Replay): void {
  const nowMs = world.clock.nowMs();
  if (replay.dueAtMs > nowMs) return;
  const region = regionOf(world, owner.region);
  const archive = region.archivesOf(owner.account).get(replay.archive);
  if (archive === undefined) {
    fail(replay, `Archive ${replay.archive} does not exist.`);
    return;
  }
  const bus = region.busesOf(owner.account).get(archive.bus);
  if (bus === undefined) {
    fail(replay, `Event bus ${archive.bus} does not exist.`);
    return;
  }
  const events = eventsIn(world, archive)
    .filter(({ timeMs }) => timeMs >= replay.nextFromMs && timeMs <= replay.eventsToMs)
    .toSorted((a, b) => a.timeMs - b.timeMs);
  const rest = { events, next: 0, isDropped: !isActiveBus(region, owner.account, bus) };
  while (isActive(replay) && replay.dueAtMs <= nowMs) step(world, replay, rest);
}

/**
 * The events that a replay has not sent, in the order of their times, from the index `next` on, and whether they are
 * dropped, as a partner's own events are while the source is not ACTIVE.
 */
type Rest = { readonly events: readonly BusEvent[]; next: number; readonly isDropped: boolean };

/** One change of a replay's state, or one minute of its events. */
function step(world: World, replay: Replay, rest: Rest): void {
  if (replay.state === 'CANCELLING') {
    end(replay, 'CANCELLED');
    return;
  }
  if (replay.state === 'STARTING') replay.state = 'RUNNING';
  else replayMinute(world, replay, rest);
  if (rest.next < rest.events.length) replay.dueAtMs += REPLAY_STEP_MS;
  else end(replay, 'COMPLETED');
}

function replayMinute(world: World, replay: Replay, rest: Rest): void {
  const { events } = rest;
  const minute = minuteOf(events[rest.next]);
  while (rest.next < events.length && minuteOf(events[rest.next]) === minute) {
    const event = events[rest.next];
    rest.next += 1;
    if (event === undefined) continue;
    if (!rest.isDropped) {
      publish(world, { ...event, replayName: replay.name }, replay.filterArns);
    }
    replay.lastReplayedMs = event.timeMs;
  }
  replay.nextFromMs = (minute + 1) * MINUTE_MS;
}

function minuteOf(event: BusEvent | undefined): number {
  return Math.floor((event?.timeMs ?? 0) / MINUTE_MS);
}

function fail(replay: Replay, reason: string): void {
  replay.stateReason = reason;
  end(replay, 'FAILED');
}

function end(replay: Replay, state: Replay['state']): void {
  replay.state = state;
  replay.endedAtMs = replay.dueAtMs;
}
