import { seededRandom } from '../../../emulator/faults/random.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { SimulatedEventBridge } from '../../../tools/simulators/event-bridge.ts';
import { mapEventSource } from '../../../tools/simulators/queue/event-source-mapping.ts';
import { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakePayloads } from '../../support/fake-payloads.ts';
import { deployedQueue } from '../deployed-settings.ts';
import { delaysOf, type Delays } from './figures.ts';
import { feedingOf } from './function-settings.ts';
import { outageFunctions, type DeadLettered } from './functions.ts';
import { flowAround, hourMs, outageStartMs, putQuota } from './scenario.ts';
import { arrivalTimes, eventOf, feed, mappings } from './traffic.ts';
import { watchedPut } from './watched-put.ts';

/** An outage of S3, during which large events come too. */
export interface S3Scenario {
  readonly events: number;
  readonly outageHours: number;
  /** `silent`: S3 does not answer. */
  readonly manner: 'failing' | 'silent';
  readonly callMs: number;
  readonly seed: number;
}

/** What an outage of S3 did. */
export interface S3Figures {
  readonly scenario: S3Scenario;
  readonly large: number;
  readonly lost: number;
  readonly acceptedTwice: number;
  /** Stubs that EventBridge accepted and that led nowhere then. */
  readonly withoutObject: number;
  readonly deadLettered: number;
  readonly withoutReason: number;
  readonly deadSmall: number;
  readonly youngestDeadMs: number;
  readonly oldestDeadMs: number;
  /** Of the events that are not large. */
  readonly small: Delays;
  /** Tries to store a detail. */
  readonly puts: number;
  /** How long after the outage the last large event of it was accepted. */
  readonly recoverySeconds: number;
}

/** Every so manyth event is a large one. */
const largeEvery = 20;
const largeDetail = JSON.stringify({ text: 'ü'.repeat(4_000) });
const maxEntryBytes = 4_096;
const s3CallMs = 100;
const silentMs = 60_000;
const seconds = 1_000;

/** Whether the event of a number is a large one. */
function isLarge(index: number): boolean {
  return index % largeEvery === 0;
}

/** Runs an outage of S3 to its end, with the deployed handlers. */
export async function simulateS3(scenario: S3Scenario): Promise<S3Figures> {
  const clock = virtualClock(0);
  const { events, outageHours } = scenario;
  const endMs = outageStartMs + outageHours * hourMs;
  const payloads = fakePayloads({ time: clock, callMs: s3CallMs });
  breakS3(payloads, scenario, { clock, endMs });
  const seen = { withoutObject: 0, recoveredMs: endMs };
  const small: number[] = [];
  const bridge = new SimulatedEventBridge(clock.now, { quota: putQuota });
  const watched = watchedPut(clock, bridge, scenario);
  const note = ({ event, queuedAtMs, stubJson }: Delivery) => {
    if (stubJson === undefined) return void small.push(clock.now() - queuedAtMs);
    const url = String(JSON.parse(stubJson).payload_url);
    if (payloads.fetch(url) !== largeDetail) seen.withoutObject += 1;
    const isOfOutage = queuedAtMs < endMs && isLarge(Number(event.id));
    if (isOfOutage && clock.now() > endMs) seen.recoveredMs = clock.now();
  };
  const deadLetters: DeadLettered[] = [];
  connect(scenario, { clock, payloads, deadLetters, note, put: watched.put });
  await clock.run();
  const dead = new Set(deadLetters.map(({ eventId }) => Number(eventId)));
  const ages = deadLetters.map(({ ageMs }) => ageMs);
  return {
    scenario,
    large: Math.ceil(events / largeEvery),
    lost: watched.acceptedTimes.filter((count, index) => count === 0 && !dead.has(index)).length,
    acceptedTwice: watched.acceptedTimes.filter((count) => count > 1).length,
    withoutObject: seen.withoutObject,
    deadLettered: dead.size,
    withoutReason: deadLetters.filter(({ reason }) => !reason.startsWith(rightReason)).length,
    deadSmall: [...dead].filter((index) => !isLarge(index)).length,
    youngestDeadMs: Math.min(Infinity, ...ages),
    oldestDeadMs: Math.max(0, ...ages),
    small: delaysOf(small),
    puts: payloads.puts.length,
    recoverySeconds: (seen.recoveredMs - endMs) / seconds,
  };
}

const rightReason = 'its detail could not be stored or found for too long';

type Clock = ReturnType<typeof virtualClock>;
type Payloads = ReturnType<typeof fakePayloads>;

function breakS3(
  { state }: Payloads,
  { manner, outageHours }: S3Scenario,
  { clock, endMs }: { readonly clock: Clock; readonly endMs: number },
): void {
  if (outageHours === 0) return;
  clock.at(outageStartMs, () => {
    state.isOut = true;
    if (manner === 'silent') state.callMs = silentMs;
  });
  clock.at(endMs, () => {
    state.isOut = false;
    state.callMs = s3CallMs;
  });
}

/** Feeds the functions from their queues, and the events queue with events. */
function connect(
  { events, outageHours, seed }: S3Scenario,
  on: Pick<Parameters<typeof outageFunctions>[0], 'clock' | 'put'> & {
    readonly payloads: Payloads;
    readonly deadLetters: DeadLettered[];
    readonly note: (delivery: Delivery) => void;
  },
): void {
  const { clock, payloads, deadLetters, note, put } = on;
  const eventsQueue = new SimulatedQueue(clock, { ...deployedQueue('fan-out'), name: 'event' });
  const retryQueue = new SimulatedQueue(clock, { ...deployedQueue('retry'), name: 'retry' });
  const { fanOut, retry } = outageFunctions({
    clock,
    mappings,
    retryQueue,
    async put(region, deliveries, timeoutMs) {
      const answer = await put(region, deliveries, timeoutMs);
      for (const delivery of deliveries) note(delivery);
      return answer;
    },
    random: { fanOut: seededRandom(seed), retry: seededRandom(seed + 1) },
    onDeadLetter: (letter) => deadLetters.push(letter),
    large: { payloads: payloads.services, maxEntryBytes, eventsQueue },
  });
  mapEventSource(clock, eventsQueue, feedingOf('fan-out', largeDetail.length), fanOut);
  mapEventSource(clock, retryQueue, feedingOf('retry', largeDetail.length), retry);
  feed(clock, arrivalTimes(events, flowAround(outageHours)), (index) => {
    const event = eventOf(index);
    const sent = isLarge(index) ? { ...event, detailJson: largeDetail } : event;
    eventsQueue.send({ body: writeDomainEvent(sent) });
  });
}
