import { quantile } from '../measure/statistics.ts';
import { checkArrivals } from './check-arrivals.ts';
import { eventsOf, type SentEvent } from './events.ts';
import type { LocalMode } from './local-mode.ts';
import type { Passage } from './questions.ts';
import { dueMs, paced, sendAsDue } from './send.ts';
import type { Flow } from './throughput.ts';
import { arrivalTimes, watchArrivals } from './watch-arrivals.ts';

/** The parts of an event's delay, in milliseconds each. */
export interface Way {
  /** From when it was due to be sent to when SQS had it. */
  readonly sending: number;
  /** Until the pump received it. */
  readonly waiting: number;
  /** Until its batch was complete. */
  readonly gathering: number;
  /** Until its customer's bus had it: the function's work, and EventBridge's. */
  readonly delivering: number;
  readonly all: number;
}

/** The parts, as they are shown. */
export const wayParts = {
  sending: 'SendMessage',
  waiting: 'on the queue',
  gathering: 'gathered by the pump',
  delivering: 'function and EventBridge',
  all: 'all of it',
} as const satisfies Record<keyof Way, string>;

/** Percentiles of milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** How events are sent whose delay is measured. */
export interface Rate {
  readonly eventsPerSecond: number;
  readonly seconds: number;
  /** How long more are sent, which do not count: after the last one a batch might wait for more. */
  readonly moreSeconds?: number;
}

/** Sends a flow's events at a steady rate; resolves with the delay of each. Rejects unless each arrives once, as it was sent. */
export async function measureDelay(
  { payload }: Pick<Flow, 'payload'>,
  { eventsPerSecond, seconds, moreSeconds = 0 }: Rate,
  local: LocalMode,
): Promise<readonly Way[]> {
  const counted = Math.ceil(eventsPerSecond * seconds);
  const more = Math.ceil(eventsPerSecond * moreSeconds);
  const events = eventsOf(`delay${payload}`, counted + more, payload);
  await local.settle();
  const startMs = Date.now();
  const [steps] = await Promise.all([
    watchArrivals(local.view, events.length, Date.now),
    sendAsDue(paced(events, eventsPerSecond, startMs), local),
  ]);
  const { passages } = await local.settle();
  const ids = checkArrivals(events, await local.view.received());
  await local.forget();
  const times = arrivalTimes(steps);
  const arrivedAt = new Map(ids.map((id, index) => [id, times[index] ?? 0]));
  const due = (index: number) => startMs + dueMs(index, eventsPerSecond);
  return waysOf(events, { due, passages, arrivedAt }).slice(0, counted);
}

/** Puts together what is known of each event. Throws when the pump did not see one. */
export function waysOf(
  events: readonly SentEvent[],
  {
    due,
    passages,
    arrivedAt,
  }: {
    due: (index: number) => number;
    passages: readonly Passage[];
    arrivedAt: ReadonlyMap<string, number>;
  },
): readonly Way[] {
  const passageOf = new Map(passages.map((passage) => [passage.id, passage]));
  return events.map(({ id }, index) => {
    const [passage, arrivedAtMs] = [passageOf.get(id), arrivedAt.get(id)];
    if (passage === undefined || arrivedAtMs === undefined) {
      throw new Error(`the way of "${id}" is not known`);
    }
    const { queuedAtMs, receivedAtMs, invokedAtMs } = passage;
    return {
      sending: queuedAtMs - due(index),
      waiting: receivedAtMs - queuedAtMs,
      gathering: invokedAtMs - receivedAtMs,
      delivering: arrivedAtMs - invokedAtMs,
      all: arrivedAtMs - due(index),
    };
  });
}

/** Percentiles of one part of the ways, in whole milliseconds. */
export function percentilesOf(ways: readonly Way[], part: keyof Way): Percentiles {
  const milliseconds = ways.map((way) => way[part]);
  const at = (share: number) => Math.max(0, Math.round(quantile(milliseconds, share)));
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
