import { parseEvent } from '../event-pattern/parse-event.ts';
import type { BusEvent } from '../put-events/bus-event.ts';
import { publish } from '../put-events/publish.ts';
import { isActive, type Replay } from '../state/archive.ts';
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
  const archive = regionOf(world, owner.region).archivesOf(owner.account).get(replay.archive);
  if (archive === undefined) {
    replay.stateReason = `Archive ${replay.archive} does not exist.`;
    end(replay, 'FAILED');
    return;
  }
  const events = eventsIn(world, archive)
    .filter(({ timeMs }) => timeMs >= replay.eventsFromMs && timeMs <= replay.eventsToMs)
    .toSorted((a, b) => a.timeMs - b.timeMs);
  while (isActive(replay) && replay.dueAtMs <= nowMs) step(world, replay, events);
}

/** One change of a replay's state, or one minute of its events. */
function step(world: World, replay: Replay, events: readonly BusEvent[]): void {
  if (replay.state === 'CANCELLING') {
    end(replay, 'CANCELLED');
    return;
  }
  if (replay.state === 'STARTING') replay.state = 'RUNNING';
  else replayMinute(world, replay, events);
  if (events.some(({ timeMs }) => timeMs >= replay.nextFromMs)) replay.dueAtMs += REPLAY_STEP_MS;
  else end(replay, 'COMPLETED');
}

function replayMinute(world: World, replay: Replay, events: readonly BusEvent[]): void {
  const first = events.find(({ timeMs }) => timeMs >= replay.nextFromMs);
  if (first === undefined) return;
  const endMs = (Math.floor(first.timeMs / MINUTE_MS) + 1) * MINUTE_MS;
  for (const event of events) {
    if (event.timeMs < replay.nextFromMs || event.timeMs >= endMs) continue;
    const detail = parseEvent(event.detail) ?? {};
    publish(world, { ...event, replayName: replay.name }, detail, replay.filterArns);
    replay.lastReplayedMs = event.timeMs;
  }
  replay.nextFromMs = endMs;
}

function end(replay: Replay, state: Replay['state']): void {
  replay.state = state;
  replay.endedAtMs = replay.dueAtMs;
}
