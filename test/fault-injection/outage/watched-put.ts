import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import type { PutAnswer, PutPartnerEvents } from '../../../lambdas/ports/delivery.ts';
import { resultsOf } from '../../../tools/simulators/entry-faults.ts';
import type { SimulatedEventBridge } from '../../../tools/simulators/event-bridge.ts';
import type { VirtualClock } from '../../../tools/simulators/virtual-clock.ts';

/** What EventBridge saw in one Region. */
export interface RegionLog {
  /** From when the events queue took the event to the answer, milliseconds, of each accepted entry. */
  readonly acceptanceMs: number[];
  /** By second of the clock. */
  readonly requests: number[];
  /** When the last entry was accepted that had failed before, milliseconds. */
  lastRetryAcceptedMs: number;
  /** Requests that were over the quota. */
  throttled: number;
  /** Entries of all requests. */
  attempts: number;
}

/** PutPartnerEvents of several Regions, and a record of its results. */
export interface WatchedPut {
  readonly put: PutPartnerEvents;
  readonly log: (region: string) => RegionLog;
  /** How often each event was accepted; an event's id is its number. */
  readonly acceptedTimes: Uint8Array;
}

/**
 * PutPartnerEvents of a simulated EventBridge, each call of which takes so long.
 *
 * @param events how many there are
 */
export function watchedPut(
  clock: VirtualClock,
  eventBridge: SimulatedEventBridge,
  { events, callMs }: { readonly events: number; readonly callMs: number },
): WatchedPut {
  const logs = new Map<string, RegionLog>();
  const acceptedTimes = new Uint8Array(events);
  const logOf = (region: string): RegionLog => {
    const log = logs.get(region) ?? emptyLog();
    logs.set(region, log);
    return log;
  };
  const accept = (delivery: Delivery, log: RegionLog) => {
    log.acceptanceMs.push(clock.now() - delivery.queuedAtMs);
    if (delivery.attempts > 0) log.lastRetryAcceptedMs = clock.now();
    const index = Number(delivery.event.id);
    acceptedTimes[index] = (acceptedTimes[index] ?? 0) + 1;
  };
  const put: PutPartnerEvents = async (region, deliveries, timeoutMs): Promise<PutAnswer> => {
    const log = logOf(region);
    count(log, clock.now(), deliveries.length);
    const failure = eventBridge.failureOf(region);
    const result = eventBridge.put(region, deliveries);
    const isUnanswered = failure === 'silent' || failure === 'stalling';
    await clock.sleep(isUnanswered ? timeoutMs : callMs);
    if (result.kind === 'failed') {
      if (result.code === 'ThrottlingException') log.throttled += 1;
      return { kind: 'failed', failure: { code: result.code, message: '' } };
    }
    for (const [index, delivery] of deliveries.entries()) {
      if (result.entries[index]?.isTaken === true) accept(delivery, log);
    }
    return { kind: 'answered', results: resultsOf(result.entries) };
  };
  return { put, log: logOf, acceptedTimes };
}

function emptyLog(): RegionLog {
  return { acceptanceMs: [], requests: [], lastRetryAcceptedMs: 0, throttled: 0, attempts: 0 };
}

function count(log: RegionLog, nowMs: number, entries: number): void {
  const { requests } = log;
  const second = Math.floor(nowMs / 1000);
  while (requests.length <= second) requests.push(0);
  requests[second] = (requests[second] ?? 0) + 1;
  log.attempts += entries;
}
