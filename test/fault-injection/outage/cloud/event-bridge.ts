import { TokenBucket } from '../../../../emulator/faults/token-bucket.ts';
import type { PutAnswer, PutPartnerEvents } from '../../../../lambdas/ports/delivery.ts';
import type { Delivery } from '../../../../lambdas/domain/delivery.ts';
import type { VirtualClock } from '../../../../tools/simulators/virtual-clock.ts';

/** How a Region fails: it refuses every request at once, or it never answers. */
export type OutageManner = 'refuses' | 'silent';

/** When and how a Region fails; times in epoch milliseconds. */
export interface Outage {
  readonly region: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly manner: OutageManner;
}

/** What EventBridge is like. */
export interface EventBridgeSettings {
  /** How many events there are. */
  readonly events: number;
  /** How long a call takes that is answered. */
  readonly callMs: number;
  /** The quota of each Region: steadily, and at once after a pause. */
  readonly quota: { readonly requestsPerSecond: number; readonly burst: number };
  readonly outages: readonly Outage[];
}

/** What EventBridge saw in one Region. */
export interface RegionLog {
  /** From when the events queue took the event to the answer, milliseconds, of each accepted entry. */
  readonly acceptanceMs: number[];
  /** By second of the timeline. */
  readonly requests: number[];
  /** When the last entry was accepted that had failed before, milliseconds. */
  lastRetryAcceptedMs: number;
  /** Requests that were over the quota. */
  throttled: number;
  /** Entries of all requests. */
  attempts: number;
}

/** A simulated EventBridge of several Regions. */
export interface SimulatedEventBridge {
  readonly put: PutPartnerEvents;
  readonly log: (region: string) => RegionLog;
  /** How often each event was accepted; an event's id is its number. */
  readonly acceptedTimes: Uint8Array;
}

/** An EventBridge that accepts every entry, but for its outages and its quota. */
export function simulatedEventBridge(
  timeline: VirtualClock,
  { events, callMs, quota, outages }: EventBridgeSettings,
): SimulatedEventBridge {
  const logs = new Map<string, RegionLog>();
  const buckets = new Map<string, TokenBucket>();
  const acceptedTimes = new Uint8Array(events);

  const logOf = (region: string): RegionLog => {
    const log = logs.get(region) ?? emptyLog();
    logs.set(region, log);
    return log;
  };
  const isWithinQuota = (region: string): boolean => {
    const bucket = buckets.get(region) ?? new TokenBucket(quota, timeline.now());
    buckets.set(region, bucket);
    return bucket.take(timeline.now());
  };
  const accept = (delivery: Delivery, log: RegionLog) => {
    log.acceptanceMs.push(timeline.now() - delivery.queuedAtMs);
    if (delivery.attempts > 0) log.lastRetryAcceptedMs = timeline.now();
    const index = Number(delivery.event.id);
    acceptedTimes[index] = (acceptedTimes[index] ?? 0) + 1;
    return { EventId: delivery.event.id };
  };
  const put: PutPartnerEvents = async (region, deliveries, timeoutMs) => {
    const log = logOf(region);
    count(log, timeline.now(), deliveries.length);
    const outage = outages.find((one) => one.region === region && isDuring(one, timeline.now()));
    if (outage !== undefined) {
      await timeline.sleep(outage.manner === 'silent' ? timeoutMs : callMs);
      return failed(outage.manner === 'silent' ? 'TimeoutError' : 'InternalException');
    }
    const mayPass = isWithinQuota(region);
    await timeline.sleep(callMs);
    if (mayPass) return { kind: 'answered', results: deliveries.map((one) => accept(one, log)) };
    log.throttled += 1;
    return failed('ThrottlingException');
  };
  return { put, log: logOf, acceptedTimes };
}

function emptyLog(): RegionLog {
  return { acceptanceMs: [], requests: [], lastRetryAcceptedMs: 0, throttled: 0, attempts: 0 };
}

function isDuring({ startMs, endMs }: Outage, timeMs: number): boolean {
  return startMs <= timeMs && timeMs < endMs;
}

function count(log: RegionLog, nowMs: number, entries: number): void {
  const { requests } = log;
  const second = Math.floor(nowMs / 1000);
  while (requests.length <= second) requests.push(0);
  requests[second] = (requests[second] ?? 0) + 1;
  log.attempts += entries;
}

function failed(code: string): PutAnswer {
  return { kind: 'failed', failure: { code, message: '' } };
}
