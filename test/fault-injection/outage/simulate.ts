import { seededRandom } from '../../../emulator/faults/random.ts';
import { firstDelivery } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import type { QueueFunctionName } from '../../../lambdas/settings/deployment.ts';
import { deployedQueue } from '../deployed-settings.ts';
import { SimulatedEventBridge } from '../../../tools/simulators/event-bridge.ts';
import { mapEventSource } from '../../../tools/simulators/queue/event-source-mapping.ts';
import { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { recordOf } from '../../../tools/simulators/queue/sqs-record.ts';
import { virtualClock, type VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { feedingOf } from './function-settings.ts';
import { outageFunctions, type DeadLettered } from './functions.ts';
import { failingRegion, hourMs, outageStartMs, putQuota, type Scenario } from './scenario.ts';
import { arrivalTimes, eventOf, feed, mappingOf, mappings } from './traffic.ts';
import { watchedPut, type WatchedPut } from './watched-put.ts';

/** When a Region fails, milliseconds from the start. */
export interface Outage {
  readonly region: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The result of a scenario. */
export interface OutageRun {
  readonly scenario: Scenario;
  readonly outage: Outage | undefined;
  /** When each event came, milliseconds from the start, in the order of their numbers. */
  readonly arrivals: Float64Array;
  readonly eventBridge: WatchedPut;
  readonly deadLetters: readonly DeadLettered[];
  /** Messages on both queues, at the beginning of each minute. */
  readonly backlog: readonly number[];
  /** How often the retry function ran in one chain of requests, at the most. */
  readonly mostRounds: number;
  /** When both queues were empty for good, milliseconds from the start. */
  readonly endMs: number;
}

/** Called now and then with the hours that have passed on the clock. */
export type OnHour = (hours: number) => void;

interface Queues {
  readonly events: SimulatedQueue;
  readonly retries: SimulatedQueue;
}

/** Runs a scenario to its end. */
export async function simulate(scenario: Scenario, onHour: OnHour = () => {}): Promise<OutageRun> {
  const clock = virtualClock(0);
  const outage = outageOf(scenario);
  const eventBridge = new SimulatedEventBridge(clock.now, { quota: putQuota });
  if (outage !== undefined) {
    clock.at(outage.startMs, () => eventBridge.fail(outage.region, scenario.manner, outage.endMs));
  }
  const put = watchedPut(clock, eventBridge, scenario);
  const queues = { events: openQueue(clock, 'fan-out'), retries: openQueue(clock, 'retry') };
  const arrivals = arrivalTimes(scenario.events, scenario.flowHours);
  const deadLetters: DeadLettered[] = [];
  const rounds = connect(scenario, queues, { clock, put, deadLetters });
  feed(clock, arrivals, (index) => {
    queues.events.send({ body: writeDomainEvent(eventOf(index)) });
  });
  const watched = watch(clock, queues, scenario.flowHours * hourMs, onHour);
  await clock.run();
  deadLetters.push(...lettersOfSqs(queues, arrivals));
  const mostRounds = rounds.most;
  return { scenario, outage, arrivals, eventBridge: put, deadLetters, mostRounds, ...watched };
}

function outageOf({ outageHours }: Scenario): Outage | undefined {
  if (outageHours === 0) return undefined;
  const endMs = outageStartMs + outageHours * hourMs;
  return { region: failingRegion, startMs: outageStartMs, endMs };
}

function openQueue(clock: VirtualClock, name: QueueFunctionName): SimulatedQueue {
  return new SimulatedQueue(clock, { ...deployedQueue(name), name, tickMs });
}

/** Many messages share a time, and the run is as much quicker. */
const tickMs = 100;

/** Feeds the functions from their queues; the rounds are counted as they are made. */
function connect(
  scenario: Scenario,
  { events, retries }: Queues,
  on: { readonly clock: VirtualClock; readonly put: WatchedPut; deadLetters: DeadLettered[] },
): { most: number } {
  const { clock, deadLetters } = on;
  const rounds = { most: 0 };
  const { fanOut, retry } = outageFunctions({
    clock,
    mappings,
    retryQueue: retries,
    put: on.put.put,
    prefer: scenario.prefer,
    random: {
      fanOut: jitter(scenario, scenario.seed),
      retry: jitter(scenario, scenario.seed + 1),
    },
    onDeadLetter: (letter) => deadLetters.push(letter),
  });
  const { eventBytes, retryBytes } = messageBytes();
  mapEventSource(clock, events, feedingOf('fan-out', eventBytes, scenario.prefer), fanOut);
  const feeding = { ...feedingOf('retry', retryBytes, scenario.prefer), ...scenario.retryFunction };
  mapEventSource(clock, retries, feeding, async (batch, place) => {
    rounds.most = Math.max(rounds.most, place.round);
    return await retry(batch, place);
  });
  return rounds;
}

/** Without jitter, always the number that makes the longest delay. */
function jitter({ hasJitter }: Scenario, seed: number): () => number {
  return hasJitter ? seededRandom(seed) : () => 1 - Number.EPSILON;
}

/** What SQS itself moved to the dead-letter queues, and so without a reason. */
function lettersOfSqs({ events, retries }: Queues, arrivals: Float64Array): DeadLettered[] {
  return [...events.redriven, ...retries.redriven].map(({ body, redrivenAtMs = 0 }) => {
    const eventId = /"id":"(\d+)"/.exec(body)?.[1] ?? '';
    return { eventId, reason: '', ageMs: redrivenAtMs - (arrivals[Number(eventId)] ?? 0) };
  });
}

/** Looks at the queues every minute, until no event comes any more and both are empty. */
function watch(
  clock: VirtualClock,
  { events, retries }: Queues,
  flowMs: number,
  onHour: OnHour,
): { readonly backlog: number[]; endMs: number } {
  const watched = { backlog: new Array<number>(), endMs: 0 };
  const look = () => {
    const waiting = events.waiting() + retries.waiting();
    watched.backlog.push(waiting);
    watched.endMs = clock.now();
    if (clock.now() % hourMs === 0) onHour(clock.now() / hourMs);
    if (clock.now() <= flowMs || waiting > 0) clock.at(clock.now() + 60_000, look);
  };
  clock.at(0, look);
  return watched;
}

/** A message's part of what Lambda gives a function, with the largest numbers that occur. */
function messageBytes() {
  const nowMs = Date.parse('2026-11-21T19:00:00Z');
  const delivery = firstDelivery(eventOf(999_999), mappingOf(0), nowMs, 'resources');
  const bytesOf = (body: string) => {
    const record = recordOf({ id: 'message-9999', body, sentAtMs: nowMs }, 'x'.repeat(200));
    return Buffer.byteLength(JSON.stringify(record)) + 1;
  };
  const failure = { code: 'InternalException', message: '' };
  return {
    eventBytes: bytesOf(writeDomainEvent(delivery.event)),
    retryBytes: bytesOf(writeRetryMessage({ ...delivery, attempts: 100 }, failure)),
  };
}
