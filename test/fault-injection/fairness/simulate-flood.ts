import { seededRandom } from '../../../emulator/faults/random.ts';
import { deployedQueue } from '../deployed-settings.ts';
import type { PutPartnerEvents } from '../../../lambdas/ports/delivery.ts';
import { tenantOf } from '../../../lambdas/domain/generator.ts';
import { messageGroupId } from '../../../lambdas/domain/message-group.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { activeMapping } from '../../../tools/simulators/active-mapping.ts';
import { SimulatedEventBridge } from '../../../tools/simulators/event-bridge.ts';
import { mapEventSource } from '../../../tools/simulators/queue/event-source-mapping.ts';
import { fairOrder } from '../../../tools/simulators/queue/fair-order.ts';
import { oldestFirst } from '../../../tools/simulators/queue/receive-order.ts';
import { SimulatedQueue } from '../../../tools/simulators/queue/simulated-queue.ts';
import { virtualClock, type VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { delaysOf, type Delays } from '../outage/figures.ts';
import { feedingOf } from '../outage/function-settings.ts';
import { outageFunctions } from '../outage/functions.ts';
import { failingRegion, putQuota } from '../outage/scenario.ts';
import { account, eventOf, feed } from '../outage/traffic.ts';
import { watchedPut } from '../outage/watched-put.ts';
import { replayBeside, type ReplaysBeside } from './replay-beside.ts';

/** Tenants that send as they always do, and perhaps one that floods the queue. */
export interface Flood {
  readonly tenants: number;
  /** Events a second of each of them. */
  readonly rate: number;
  /** How many times that rate the flooding tenant sends at; 0: there is none. */
  readonly times: number;
  readonly seconds: number;
  /** Whether each message says in its MessageGroupId whose it is. */
  readonly isGrouped: boolean;
  readonly callMs: number;
  readonly seed: number;
  /** Events of each of the replays that run meanwhile; none without it. */
  readonly replayedRange?: number;
}

/** The result of a flood. */
export interface FloodRun {
  readonly accepted: number;
  /** Of the tenants that send as always, and of the one that floods. */
  readonly others: Delays;
  readonly flooding: Delays;
  /** The most messages on the queue, looked at every second. */
  readonly peakBacklog: number;
  /** Entries that replays have sent meanwhile. */
  readonly replayed: number;
  /** Requests that were over the quota. */
  readonly throttled: number;
}

const flooder = 'flooder';
/** About what a record of a 1 kB event takes of Lambda's payload. */
const messageBytes = 2_000;

/** Runs the events through the queue and the fan-out function, to one Region, where capacity is lowest. */
export async function simulateFlood(flood: Flood): Promise<FloodRun> {
  const clock = virtualClock(0);
  const arrivals = arrivalsOf(flood);
  const eventBridge = new SimulatedEventBridge(clock.now, { quota: putQuota });
  const { put, log } = watchedPut(clock, eventBridge, { ...flood, events: arrivals.times.length });
  const delays = { others: new Array<number>(), flooding: new Array<number>() };
  const mappings = arrivals.tenants.map((tenant) =>
    activeMapping({ generator: `${tenant}/events`, account, region: failingRegion }),
  );
  const queue = openQueue(clock, flood.isGrouped);
  const { fanOut } = outageFunctions({
    clock,
    mappings,
    retryQueue: openQueue(clock, false),
    put: watched(put, clock, delays),
    random: { fanOut: noJitter, retry: noJitter },
    onDeadLetter: neverHappens,
  });
  mapEventSource(clock, queue, feedingOf('fan-out', messageBytes), fanOut);
  feed(clock, arrivals.times, (index) => {
    const mapping = mappings[arrivals.tenantOf[index] ?? 0];
    if (mapping === undefined) throw new Error('every event has a tenant');
    const groupId = messageGroupId(tenantOf(mapping.generator));
    queue.send({ body: writeDomainEvent(eventOf(index, mapping)), groupId });
  });
  const backlog = watchBacklog(clock, queue, flood.seconds);
  const replayed = await startReplays(flood, { clock, put, queue });
  await clock.run();
  if (queue.redriven.length > 0) neverHappens();
  return {
    accepted: delays.others.length + delays.flooding.length,
    others: delaysOf(delays.others),
    flooding: delaysOf(delays.flooding),
    peakBacklog: backlog.peak,
    replayed: replayed(),
    throttled: log(failingRegion).throttled,
  };
}

async function startReplays(
  { replayedRange, seconds }: Flood,
  { clock, put, queue }: Pick<ReplaysBeside, 'clock' | 'put' | 'queue'>,
): Promise<() => number> {
  if (replayedRange === undefined) return () => 0;
  return await replayBeside({
    clock,
    put,
    queue: openQueue(clock, false),
    eventsWaiting: () => queue.visible(),
    events: replayedRange,
    untilMs: seconds * 1_000,
  });
}

interface Arrivals {
  readonly tenants: readonly string[];
  readonly times: Float64Array;
  /** By event, the place of its tenant in `tenants`. */
  readonly tenantOf: Uint8Array;
}

/** Events at random times. */
function arrivalsOf({ tenants, rate, times, seconds, seed }: Flood): Arrivals {
  const random = seededRandom(seed);
  const names = [flooder, ...Array.from({ length: tenants }, (_, index) => `tenant-${index}`)];
  const counts = names.map((name) => Math.round((name === flooder ? times : 1) * rate * seconds));
  const events = counts.flatMap((count, tenant) =>
    Array.from({ length: count }, () => ({ tenant, timeMs: random() * seconds * 1000 })),
  );
  const inOrder = events.toSorted((one, other) => one.timeMs - other.timeMs);
  return {
    tenants: names,
    times: Float64Array.from(inOrder, ({ timeMs }) => timeMs),
    tenantOf: Uint8Array.from(inOrder, ({ tenant }) => tenant),
  };
}

function watched(
  put: PutPartnerEvents,
  clock: VirtualClock,
  delays: Record<'others' | 'flooding', number[]>,
): PutPartnerEvents {
  return async (region, deliveries, timeoutMs) => {
    const answer = await put(region, deliveries, timeoutMs);
    for (const { generator, queuedAtMs } of deliveries) {
      const whose = tenantOf(generator) === flooder ? 'flooding' : 'others';
      delays[whose].push(clock.now() - queuedAtMs);
    }
    return answer;
  };
}

function watchBacklog(clock: VirtualClock, queue: SimulatedQueue, seconds: number) {
  const backlog = { peak: 0 };
  for (let second = 0; second <= seconds; second += 1) {
    clock.at(second * 1000, () => {
      backlog.peak = Math.max(backlog.peak, queue.waiting());
    });
  }
  return backlog;
}

function openQueue(clock: VirtualClock, isGrouped: boolean): SimulatedQueue {
  const order = isGrouped ? fairOrder() : oldestFirst();
  return new SimulatedQueue(clock, {
    ...deployedQueue('fan-out'),
    name: 'message',
    order,
    tickMs: 100,
  });
}

/** Nothing is tried again. */
const noJitter = () => 0;

function neverHappens(): never {
  throw new Error('EventBridge takes every entry, and no message comes back');
}
