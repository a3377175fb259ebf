import { describe, expect, test } from '@jest/globals';
import { checkArrivals } from '../../../../tools/bench/end-to-end/check-arrivals.ts';
import {
  benchSources,
  eventsOf,
  idOf,
  type Payload,
  type SentEvent,
} from '../../../../tools/bench/end-to-end/events.ts';
import { arrivalTimes, watchArrivals } from '../../../../tools/bench/end-to-end/watch-arrivals.ts';
import { readMessage } from '../../../../lambdas/domain/read-message.ts';
import type { Received } from '../../../../local/emulator-view.ts';
import { testNowMs } from '../../../support/domain-builders.ts';

describe.each<Payload>(['text', 'github'])('events of %s', (payload) => {
  const events = eventsOf('run1', 400, payload);

  test('are domain events, each of a generator that has a customer', () => {
    const generators = new Set(benchSources.map(({ generator }) => generator));
    for (const { id, body, detailJson } of events) {
      const [read] = readMessage(body, testNowMs);
      const event = read?.kind === 'event' ? read.event : undefined;

      expect(event).toMatchObject({ id, detailJson, resources: [id] });
      expect(generators).toContain(event?.generator);
      expect(idOf(body)).toBe(id);
    }
  });

  test('have ids of their own', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(400);
  });
});

test('events of text are of 1 kB', () => {
  for (const { detailJson } of eventsOf('run1', 12, 'text')) expect(detailJson).toHaveLength(1000);
});

const sent = eventsOf('run1', 3, 'text');

function arrivalOf({ id, source, detailType, detailJson }: SentEvent): Received {
  const event = { id: 'new', source, time: '', 'detail-type': detailType, resources: [id] };
  const detail: unknown = JSON.parse(detailJson);
  return {
    region: 'us-east-1',
    account: '1',
    bus: source,
    event: { ...event, detail },
    detailJson: JSON.stringify(detail),
  };
}

const arrived = sent.map(arrivalOf);

describe('a check', () => {
  test('gives the ids as they arrived', () => {
    expect(checkArrivals(sent, arrived.toReversed())).toEqual(['run1-2', 'run1-1', 'run1-0']);
  });

  test.each<[string, Received[], string]>([
    ['is missing', arrived.slice(1), '1 wrong: "run1-0" did not arrive'],
    ['came twice', [...arrived, arrived[1]!], '"run1-1" arrived more than once, or was never sent'],
    [
      'came to another bus',
      [{ ...arrived[0]!, bus: arrived[1]!.bus }, ...arrived.slice(1)],
      `"run1-0" arrived on ${arrived[1]!.bus} of ${arrived[0]!.bus}, not of ${arrived[0]!.bus}`,
    ],
    [
      'is not as it was',
      [{ ...arrived[0]!, detailJson: '{}' }, ...arrived.slice(1)],
      '"run1-0" arrived otherwise than it was sent',
    ],
  ])('says which event %s', (_, received, problem) => {
    expect(() => checkArrivals(sent, received)).toThrow(problem);
  });
});

/** A view whose looks find these totals, one after the other. */
function aView(totals: readonly number[]) {
  let look = -1;
  const counters = async () => {
    look += 1;
    return {
      received: totals[Math.min(look, totals.length - 1)] ?? 0,
      putPartnerEventsCalls: 0,
      droppedEntries: 0,
      lostResponseEntries: 0,
      putEventsReceived: 0,
    };
  };
  return { counters };
}

describe('whoever watches arrivals', () => {
  let nowMs = 0;
  const now = () => nowMs;
  const wait = async (milliseconds: number) => {
    nowMs += milliseconds;
  };

  test('learns when each was there, to the next look', async () => {
    nowMs = 1_000;
    const steps = await watchArrivals(aView([70, 70, 73, 73, 75]), 5, now, wait);

    expect(arrivalTimes(steps)).toEqual([1_040, 1_040, 1_040, 1_080, 1_080]);
  });

  test('gives up when nothing more comes', async () => {
    await expect(watchArrivals(aView([70, 73]), 5, now, wait)).rejects.toThrow('3 of 5 arrived');
  });
});
