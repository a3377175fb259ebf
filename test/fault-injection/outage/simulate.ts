import { seededRandom } from '../../../emulator/faults/random.ts';
import {
  deployments,
  visibilityTimeoutSeconds,
  type QueueFunctionName,
} from '../../../lambdas/settings/deployment.ts';
import { firstDelivery } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import {
  simulatedEventBridge,
  type Outage,
  type SimulatedEventBridge,
} from './cloud/event-bridge.ts';
import { oldestFirst } from './cloud/oldest-first.ts';
import { pump } from './cloud/pump.ts';
import { openQueue, type SimulatedQueue } from './cloud/simulated-queue.ts';
import { virtualClock, type VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import type { Cloud, DeadLettered, Functions } from './functions.ts';
import { modelledFunctions, waitingFor, type Waiting } from './modelled-functions.ts';
import { failingRegion, hourMs, outageStartMs, putQuota, type Scenario } from './scenario.ts';
import { arrivalTimes, eventOf, feed, mappingOf } from './traffic.ts';
import { recordOf, wholeFunctions } from './whole-functions.ts';

/** What came of a scenario. */
export interface OutageRun {
  readonly scenario: Scenario;
  readonly outage: Outage | undefined;
  /** When each event came, milliseconds from the start, in the order of their numbers. */
  readonly arrivals: Float64Array;
  readonly eventBridge: SimulatedEventBridge;
  readonly deadLetters: readonly DeadLettered[];
  /** Messages on both queues, at the beginning of each minute. */
  readonly backlog: readonly number[];
  /** How often the retry function ran in one chain of requests, at the most. */
  readonly mostRounds: number;
  /** When both queues were empty for good, milliseconds from the start. */
  readonly endMs: number;
}

/** Called now and then with the hours that have passed on the timeline. */
export type OnHour = (hours: number) => void;

/** How the functions take an event, and what an event is to them. */
interface Form<T> {
  readonly functions: (cloud: Cloud<T>) => Functions<T>;
  readonly itemOf: (index: number, nowMs: number) => T;
  readonly eventIdOf: (item: T) => string;
}

const modelled: Form<Waiting> = {
  functions: modelledFunctions,
  itemOf: (index, nowMs) => waitingFor(eventOf(index), mappingOf(index), nowMs),
  eventIdOf: ({ event }) => event.id,
};

const whole: Form<string> = {
  functions: wholeFunctions,
  itemOf: (index) => writeDomainEvent(eventOf(index)),
  eventIdOf: (body) => /"id":"(\d+)"/.exec(body)?.[1] ?? '',
};

/** Runs a scenario to its end. */
export async function simulate(scenario: Scenario, onHour: OnHour = () => {}): Promise<OutageRun> {
  return scenario.functions === 'whole'
    ? await run(scenario, whole, onHour)
    : await run(scenario, modelled, onHour);
}

async function run<T>(scenario: Scenario, form: Form<T>, onHour: OnHour): Promise<OutageRun> {
  const timeline = virtualClock(0);
  const outage = outageOf(scenario);
  const eventBridge = simulatedEventBridge(timeline, {
    events: scenario.events,
    callMs: scenario.callMs,
    quota: putQuota,
    outages: outage === undefined ? [] : [outage],
  });
  const deadLetters: DeadLettered[] = [];
  const arrivals = arrivalTimes(scenario.events, scenario.flowHours);
  const queue = (name: QueueFunctionName) =>
    openQueue<T>(timeline, {
      shelf: oldestFirst(),
      visibilityTimeoutMs: visibilityTimeoutSeconds(deployments[name]) * 1000,
      maxReceiveCount: deployments[name].maxReceiveCount,
      onDeadLetter: ({ item }) => {
        const eventId = form.eventIdOf(item);
        const ageMs = timeline.now() - (arrivals[Number(eventId)] ?? 0);
        deadLetters.push({ eventId, reason: '', ageMs });
      },
    });
  const queues = { events: queue('fan-out'), retries: queue('retry') };
  const { fanOut, retry } = form.functions({
    timeline,
    retryQueue: queues.retries,
    put: eventBridge.put,
    callsSilentRegions: scenario.callsSilentRegions ?? false,
    random: {
      fanOut: jitter(scenario, scenario.seed),
      retry: jitter(scenario, scenario.seed + 1),
    },
    onDeadLetter: (letter) => deadLetters.push(letter),
  });
  const { eventBytes, retryBytes } = messageBytes();
  const pumped = (functionName: QueueFunctionName, bytes: number) => ({
    ...deployments[functionName],
    ...(functionName === 'retry' && scenario.retryFunction),
    functionName,
    messageBytes: bytes,
  });
  pump(timeline, queues.events, pumped('fan-out', eventBytes), fanOut);
  let mostRounds = 0;
  pump(timeline, queues.retries, pumped('retry', retryBytes), async (batch, lineage) => {
    mostRounds = Math.max(mostRounds, lineage.get('retry') ?? 0);
    return await retry(batch, lineage);
  });
  feed(timeline, arrivals, (index) => {
    queues.events.send(form.itemOf(index, timeline.now()));
  });
  const watched = watch(timeline, queues, scenario.flowHours * hourMs, onHour);
  await timeline.run();
  return { scenario, outage, arrivals, eventBridge, deadLetters, mostRounds, ...watched };
}

function outageOf({ outageHours, manner }: Scenario): Outage | undefined {
  if (outageHours === 0) return undefined;
  const endMs = outageStartMs + outageHours * hourMs;
  return { region: failingRegion, startMs: outageStartMs, endMs, manner };
}

/** Without jitter, always the number that makes the longest delay. */
function jitter({ hasJitter }: Scenario, seed: number): () => number {
  return hasJitter ? seededRandom(seed) : () => 1 - Number.EPSILON;
}

/** Looks at the queues every minute, until no event comes any more and both are empty. */
function watch<T>(
  timeline: VirtualClock,
  { events, retries }: Record<'events' | 'retries', SimulatedQueue<T>>,
  flowMs: number,
  onHour: OnHour,
): { readonly backlog: number[]; endMs: number } {
  const watched = { backlog: new Array<number>(), endMs: 0 };
  const look = () => {
    const waiting = events.waiting() + retries.waiting();
    watched.backlog.push(waiting);
    watched.endMs = timeline.now();
    if (timeline.now() % hourMs === 0) onHour(timeline.now() / hourMs);
    if (timeline.now() <= flowMs || waiting > 0) timeline.at(timeline.now() + 60_000, look);
  };
  timeline.at(0, look);
  return watched;
}

/** A message's part of what Lambda gives a function, with the largest numbers that occur. */
function messageBytes() {
  const delivery = firstDelivery(
    eventOf(999_999),
    mappingOf(0),
    Date.parse('2026-11-21T19:00:00Z'),
  );
  const bytesOf = (item: string) => {
    const message = { item, sentAtMs: delivery.queuedAtMs, groupId: undefined, receives: 1 };
    return Buffer.byteLength(JSON.stringify(recordOf(message, 9_999))) + 1;
  };
  const failure = { code: 'InternalException', message: '' };
  return {
    eventBytes: bytesOf(writeDomainEvent(delivery.event)),
    retryBytes: bytesOf(writeRetryMessage({ ...delivery, attempts: 100 }, failure)),
  };
}
