import type {
  Log,
  MappingTable,
  MessageQueue,
  PutPartnerEvents,
} from '../../../lambdas/ports/delivery.ts';
import type { HistoryReader, HistorySink } from '../../../lambdas/ports/history.ts';
import type { MappingControls } from '../../../lambdas/ports/mapping-controls.ts';
import type { PayloadFetching } from '../../../lambdas/ports/payloads.ts';
import type { RecorderServices } from '../../../lambdas/ports/recorder.ts';
import type { ReplayTable } from '../../../lambdas/ports/replays.ts';
import type { BatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { PayloadServices } from '../../../lambdas/delivery/refer.ts';
import type { RecursiveLoop } from '../../../lambdas/settings/deployment.ts';
import type { DeliverSettings } from '../../../lambdas/delivery/deliver.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { deployedQueue, deployedSettings } from '../deployed-settings.ts';
import { virtualClock, type VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { chanceBy } from '../../../tools/simulators/chance.ts';
import { startEnvironment, type Environment, type Surroundings } from './environment.ts';
import { SimulatedEventBridge } from '../../../tools/simulators/event-bridge.ts';
import { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { faultPlan } from './faults.ts';
import { emptyHistoryWorld, type HistoryWorld } from './history-world.ts';
import type { History } from './history.ts';
import type { Invocation } from './invocation.ts';
import { emptyPayloadPlace, type PayloadPlace } from './payloads/payload-place.ts';
import {
  entryReader,
  type EntryReader,
  type PublishedEvent,
  type PublishedMessage,
} from './published.ts';
import { standings, type Standings } from './standings.ts';
import { wishOf } from './wishes.ts';
import { registry, type Registry } from './registry.ts';
import type { QueueHandler } from './queue-handler.ts';
import type { Accuse, Violation } from './violations.ts';

/** A fault of ours, put around the services or handlers to see that it is found. */
export interface Sabotage {
  readonly put?: (put: PutPartnerEvents) => PutPartnerEvents;
  readonly retryQueue?: (queue: MessageQueue) => MessageQueue;
  /** Where parts of messages go. */
  readonly eventsQueue?: (queue: MessageQueue) => MessageQueue;
  /** What else is deleted, of the messages of the batch (ids), when one is deleted early. */
  readonly alsoDeleted?: (batch: readonly string[]) => readonly string[];
  /** Wraps the mapping table before the checks see its answers. */
  readonly table?: (table: MappingTable) => MappingTable;
  /** The same after that. */
  readonly mappings?: (table: MappingTable) => MappingTable;
  readonly fanOut?: (handle: QueueHandler) => QueueHandler;
  readonly retry?: (handle: QueueHandler) => QueueHandler;
  readonly history?: (sink: HistorySink) => HistorySink;
  readonly readers?: (reader: HistoryReader) => HistoryReader;
  readonly recorder?: (services: RecorderServices) => RecorderServices;
  readonly replays?: (table: ReplayTable) => ReplayTable;
  readonly controls?: (controls: MappingControls) => MappingControls;
  readonly payloads?: (services: PayloadServices) => PayloadServices;
  readonly fetching?: (fetching: PayloadFetching, world: World) => PayloadFetching;
  /** What the functions say that they counted. */
  readonly report?: (counters: BatchCounters) => BatchCounters;
  /** What both functions are deployed with. */
  readonly recursiveLoop?: RecursiveLoop;
}

/** The options of a world, besides its history. */
export interface WorldOptions {
  readonly sabotage?: Sabotage;
  /** Where all functions log; nowhere by default. */
  readonly log?: Log;
  /** Stands in the detail of every event, and in the message of every error. */
  readonly canary?: string;
}

/** An event that the events queue took, and when. */
export interface AcceptedEvent extends PublishedEvent {
  readonly queuedMs: number;
}

/** A dead letter that the functions wrote. */
export interface WrittenDeadLetter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Everything outside the functions, and what was seen of them. */
export interface World extends HistoryWorld {
  readonly time: VirtualClock;
  readonly history: History;
  readonly options: WorldOptions;
  readonly surroundings: Surroundings;
  readonly settings: DeliverSettings;
  readonly registry: Registry;
  readonly standing: Standings;
  readonly payloads: PayloadPlace;
  readonly eventBridge: SimulatedEventBridge;
  readonly eventsQueue: SimulatedQueue;
  readonly retryQueue: SimulatedQueue;
  readonly eventDeadLetters: WrittenDeadLetter[];
  readonly retryDeadLetters: WrittenDeadLetter[];
  readonly entries: EntryReader;
  /** What each message of the events queue holds, by its id. */
  readonly published: Map<string, PublishedMessage>;
  readonly accepted: Map<string, AcceptedEvent>;
  readonly invocations: Invocation[];
  /** Messages that SQS gave out twice. */
  readonly redelivered: Set<string>;
  /** Pairs that the fan-out function left out, since their customers did not want the event then. */
  readonly filtered: Set<string>;
  /** Drops with a reason that were counted, by pair. */
  readonly dropped: Map<string, number>;
  /** The first attempts by which functions said that they count a delivery's time, by pair. */
  readonly firstAttempts: Map<string, Set<string>>;
  /** Delivery attempts that were begun, by pair. */
  readonly attempts: Map<string, number>;
  /** Deliveries that were postponed: an invocation had taken them, and had no time for them. */
  postponed: number;
  /** Invocations in progress, by queue. */
  underWay: number;
  /** A new execution environment, whose clock is off as the history says. */
  readonly start: () => Environment;
  /** A unique id that begins with a word. */
  readonly newId: (word: string) => string;
  readonly violations: Violation[];
  readonly accuse: Accuse;
}

const shortPolicy = {
  baseDelaySeconds: 4,
  maxDelaySeconds: 300,
  retryForSeconds: 1_800,
};
const narrowLimits = { maxEntries: 3, maxEntryBytes: 4_000, maxRequestBytes: 4_000 };
const usualCalls = { maxCallsInFlightPerRegion: 2 };
const patientCalls = {
  maxCallsInFlightPerRegion: 1,
  maxEntries: 2,
  callTimeoutMs: 30_000,
  minCallMs: 15_000,
};

/** The world of a history, before anything has happened. */
export function worldOf(history: History, options: WorldOptions = {}): World {
  const { setup, faults, seed } = history;
  const time = wholeMilliseconds(virtualClock(testNowMs));
  const violations: Violation[] = [];
  const accuse: Accuse = (invariant, text) => violations.push({ invariant, text });
  const errorText = options.canary ?? 'says nothing';
  const surroundings = { time, chance: chanceBy(seed), plan: faultPlan(faults), errorText };
  const standing = standings();
  const everything = registry(time.now, {
    accuse,
    onWrongAnswer: (sourceArn) => standing.undo(wishOf(sourceArn))(204),
  });
  return {
    time,
    history,
    options,
    surroundings,
    settings: settingsOf(history),
    registry: everything,
    standing,
    payloads: emptyPayloadPlace(testNowMs + (setup.linkKeyAfterSeconds ?? 0) * 1000),
    eventBridge: eventBridgeOf(everything, time.now, errorText),
    eventsQueue: new SimulatedQueue(time, { ...deployedQueue('fan-out'), name: 'message' }),
    retryQueue: new SimulatedQueue(time, { ...deployedQueue('retry'), name: 'waiting' }),
    ...emptyHistoryWorld(time),
    ...nothingSeen(),
    start: environmentsOf(setup.skewMinutes, surroundings),
    newId: countedIds(),
    violations,
    accuse,
  };
}

/** Starts environments whose clocks are off by these minutes, in turn. */
function environmentsOf(skewMinutes: readonly number[], surroundings: Surroundings) {
  let environments = 0;
  return () => {
    const minutes = skewMinutes[environments % skewMinutes.length] ?? 0;
    environments += 1;
    return startEnvironment(surroundings, minutes * 60_000);
  };
}

function countedIds() {
  let ids = 0;
  return (word: string) => {
    ids += 1;
    return `${word}-${ids}`;
  };
}

/** As of Lambda’s clocks, all times are whole: the history refuses others. */
function wholeMilliseconds(clock: VirtualClock): VirtualClock {
  return { ...clock, sleep: (milliseconds) => clock.sleep(Math.ceil(milliseconds)) };
}

/** What is remembered of the functions, before they have done anything. */
function nothingSeen() {
  return {
    eventDeadLetters: [],
    retryDeadLetters: [],
    entries: entryReader(),
    published: new Map(),
    accepted: new Map(),
    invocations: [],
    redelivered: new Set(),
    filtered: new Set(),
    dropped: new Map(),
    firstAttempts: new Map(),
    attempts: new Map(),
    postponed: 0,
    underWay: 0,
  } satisfies Partial<World>;
}

function eventBridgeOf({ sources }: Registry, now: () => number, errorText: string) {
  return new SimulatedEventBridge(now, {
    errorText,
    stateOf(region, name) {
      const source = sources.all().find((one) => one.region === region && one.name === name);
      if (source === undefined) return undefined;
      return source.pendingSinceMs === undefined ? 'ACTIVE' : 'PENDING';
    },
  });
}

function settingsOf({ setup }: History): DeliverSettings {
  return {
    ...deployedSettings('fan-out'),
    ...(setup.limits === 'narrow' && narrowLimits),
    ...(setup.calls === 'patient' ? patientCalls : usualCalls),
    windowEntries: setup.windowEntries,
    maxDeliveriesPerMessage: setup.maxDeliveriesPerMessage,
    ...(setup.policy === 'short' && { retryPolicy: shortPolicy }),
  };
}

/** Puts a message on the events queue: from then on all that is in it must have its disposition. */
export function accept(world: World, message: PublishedMessage): void {
  const { body, scope } = message;
  for (const { key, ageMs, ...object } of message.objects ?? []) {
    const lastModifiedMs = world.time.now() - ageMs;
    world.payloads.objects.set(key, { ...object, lastModifiedMs });
  }
  const attributes = scope.sourceArn === undefined ? {} : { sourceArn: scope.sourceArn };
  const queued = world.eventsQueue.send({ body, attributes });
  world.published.set(queued.id, message);
  for (const event of message.events) {
    world.accepted.set(event.id, { ...event, queuedMs: queued.sentAtMs });
  }
}
