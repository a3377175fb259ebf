import * as v from 'valibot';
import { REPLAY_STEP_MS, runReplays } from '../archives/run-replays.ts';
import {
  alreadyExists,
  illegalStatus,
  notFound,
  overQuota,
  validationError,
} from '../protocol/aws-error.ts';
import { arn, description, eventsArn, paging, replayName } from '../protocol/members.ts';
import { refuseFilters } from '../protocol/one-filter.ts';
import { nameOf, page } from '../protocol/page.ts';
import { list, optional, structure } from '../protocol/shapes.ts';
import { timestamp } from '../protocol/timestamp.ts';
import { isActive, type Replay, REPLAY_STATES } from '../state/archive.ts';
import { archiveArn, replayArn, ruleArn } from '../state/arns.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { requireBusToArchive } from './named-bus.ts';
import { answer, epochSeconds, operation } from './operation.ts';

const startReplayRequest = structure({
  ReplayName: replayName,
  Description: optional(description),
  EventSourceArn: eventsArn,
  EventStartTime: timestamp,
  EventEndTime: timestamp,
  Destination: structure({ Arn: arn, FilterArns: optional(list(arn)) }),
});

type StartReplay = v.InferOutput<typeof startReplayRequest>;

/** Starts to send an archive's events again, to the bus that they were on. */
export const startReplay = operation(startReplayRequest, (world, caller, input) => {
  const replays = currentReplays(world, caller);
  const archive = requireReplayable(world, caller, input);
  const { ReplayName: name, Destination } = input;
  if (replays.has(name)) throw alreadyExists(`Replay ${name} already exists.`);
  const active = [...replays.values()].filter(isActive);
  if (active.length >= world.settings.quotas.activeReplays) throw overQuota();
  const nowMs = world.clock.nowMs();
  const replay: Replay = {
    name,
    archive,
    description: input.Description,
    destinationArn: Destination.Arn,
    filterArns: Destination.FilterArns?.length === 0 ? undefined : Destination.FilterArns,
    eventsFromMs: input.EventStartTime,
    eventsToMs: input.EventEndTime,
    startedAtMs: nowMs,
    state: 'STARTING',
    stateReason: undefined,
    dueAtMs: nowMs + REPLAY_STEP_MS,
    nextFromMs: input.EventStartTime,
    lastReplayedMs: undefined,
    endedAtMs: undefined,
  };
  replays.set(name, replay);
  return { ...changed(caller, replay), ReplayStartTime: epochSeconds(nowMs) };
});

/** Stops a replay that has not ended. What was replayed stays so. */
export const cancelReplay = operation(
  structure({ ReplayName: replayName }),
  (world, caller, input) => {
    const replay = requireReplay(world, caller, input.ReplayName);
    if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
      throw illegalStatus(`Replay ${replay.name} is not in a valid state for this operation.`);
    }
    replay.state = 'CANCELLING';
    replay.dueAtMs = world.clock.nowMs() + REPLAY_STEP_MS;
    return changed(caller, replay);
  },
);

/** One replay, with its progress. */
export const describeReplay = operation(
  structure({ ReplayName: replayName }),
  (world, caller, input) => {
    const replay = requireReplay(world, caller, input.ReplayName);
    return answer({
      ...listed(caller, replay),
      ReplayArn: replayArn(caller.region, caller.account, replay.name),
      Description: replay.description,
      Destination: answer({ Arn: replay.destinationArn, FilterArns: replay.filterArns }),
    });
  },
);

/** The account's replays in the Region by name, or those that fit one filter. */
export const listReplays = operation(
  structure({
    NamePrefix: optional(replayName),
    EventSourceArn: optional(eventsArn),
    State: optional(v.picklist(REPLAY_STATES)),
    ...paging,
  }),
  (world, caller, input) => {
    refuseFilters('ListReplays', input);
    const { NamePrefix: prefix = '', EventSourceArn, State } = input;
    const arnOf = ({ archive }: Replay) => archiveArn(caller.region, caller.account, archive);
    const wanted = [...currentReplays(world, caller).values()]
      .filter(({ name }) => name.startsWith(prefix))
      .filter(({ state }) => State === undefined || state === State)
      .filter((replay) => EventSourceArn === undefined || arnOf(replay) === EventSourceArn);
    const { items, NextToken } = page(wanted, { list: 'ListReplays', keyOf: nameOf }, input);
    return answer({ Replays: items.map((replay) => listed(caller, replay)), NextToken });
  },
);

/** The name of the archive that a replay is of. Throws when the archive cannot be replayed so. */
function requireReplayable(world: World, caller: Caller, input: StartReplay): string {
  const { region, account } = caller;
  const { Arn: busArn, FilterArns = [] } = input.Destination;
  if (!/^arn:aws[\w-]*:events:[\w-]+:\d{12}:event-bus\//u.test(busArn)) {
    throw notValid('Destination.Arn', 'Must contain an event bus ARN.');
  }
  const bus = requireBusToArchive(world, caller, busArn);
  const name = input.EventSourceArn.split('/').slice(1).join('/');
  const archive = regionOf(world, region).archivesOf(account).get(name);
  if (archive === undefined || input.EventSourceArn !== archiveArn(region, account, name)) {
    throw notValid('EventSourceArn', `Archive ${name} does not exist.`);
  }
  if (archive.bus !== bus.name) {
    throw notValid('Destination.Arn', 'Cross event bus replay is not permitted.');
  }
  if (input.EventStartTime >= input.EventEndTime) {
    throw notValid('EventEndTime', 'EventStartTime must be before EventEndTime.');
  }
  const ruleNames = [...bus.rules.keys()];
  const rules = new Set(ruleNames.map((rule) => ruleArn(region, account, bus.name, rule)));
  const unknown = FilterArns.find((filter) => !rules.has(filter));
  if (unknown !== undefined) {
    throw notValid('Destination.FilterArns', `${unknown} is not a rule of the event bus.`);
  }
  return name;
}

function notValid(parameter: string, reason: string) {
  return validationError(`Parameter ${parameter} is not valid. Reason: ${reason}`);
}

/** The caller's replays, as far as they have come by now. */
function currentReplays(world: World, { region, account }: Caller): Map<string, Replay> {
  runReplays(world);
  return regionOf(world, region).replaysOf(account);
}

function requireReplay(world: World, caller: Caller, name: string): Replay {
  const replay = currentReplays(world, caller).get(name);
  if (replay === undefined) throw notFound(`Replay ${name} does not exist.`);
  return replay;
}

function changed({ region, account }: Caller, { name, state }: Replay) {
  return { ReplayArn: replayArn(region, account, name), State: state };
}

function listed({ region, account }: Caller, replay: Replay) {
  return answer({
    ReplayName: replay.name,
    EventSourceArn: archiveArn(region, account, replay.archive),
    State: replay.state,
    StateReason: replay.stateReason,
    EventStartTime: epochSeconds(replay.eventsFromMs),
    EventEndTime: epochSeconds(replay.eventsToMs),
    EventLastReplayedTime: secondsOf(replay.lastReplayedMs),
    ReplayStartTime: epochSeconds(replay.startedAtMs),
    ReplayEndTime: secondsOf(replay.endedAtMs),
  });
}

const secondsOf = (ms: number | undefined) => (ms === undefined ? undefined : epochSeconds(ms));
