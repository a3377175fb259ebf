import { describe, expect, test } from '@jest/globals';
import { putDeliveries } from '../../../lambdas/delivery/put-deliveries.ts';
import { newTally } from '../../../lambdas/delivery/tally.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { aDelivery, aDomainEvent, testNowMs } from '../../support/domain-builders.ts';
import { testSettings } from '../../support/delivery-services.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import {
  accept,
  answerEach,
  fakePut,
  failWhole,
  refuse,
  type PutScript,
} from '../../support/fake-put-partner-events.ts';

async function putAll(
  deliveries: readonly Delivery[],
  script?: PutScript,
  overrides: Partial<typeof testSettings> = {},
  leftMs = 60_000,
) {
  const { put, calls } = fakePut(script);
  const clock = fakeClock();
  const tally = newTally();
  const accepted: Delivery[] = [];
  const attempts = await putDeliveries(deliveries, {
    put,
    settings: { ...testSettings, ...overrides },
    now: clock.now,
    deadlineMs: testNowMs + leftMs,
    tally,
    onAccepted: (delivery) => accepted.push(delivery),
  });
  const kinds = deliveries.map((delivery) => attempts.get(delivery)?.kind);
  return { attempts, kinds, calls, tally, accepted };
}

function someDeliveries(count: number, fields: Partial<Delivery> = {}): Delivery[] {
  return Array.from({ length: count }, (_, index) =>
    aDelivery({ event: aDomainEvent({ id: `event-${index}` }), ...fields }),
  );
}

test('whatever EventBridge accepted is told of, and nothing else', async () => {
  const deliveries = someDeliveries(3);
  const throttle = refuse('ThrottlingException');
  const script = answerEach(({ event }) => (event.id === 'event-1' ? throttle() : accept()));
  const { accepted } = await putAll(deliveries, script);

  expect(accepted).toEqual([deliveries[0], deliveries[2]]);
});

describe('requests', () => {
  test('are full, and each is for one Region', async () => {
    const here = someDeliveries(30, { region: 'us-east-1' });
    const there = someDeliveries(15, { region: 'eu-west-1' });
    const mixed = here.flatMap((one, index) => [one, ...there.slice(index, index + 1)]);
    const { kinds, calls, tally } = await putAll(mixed);

    expect(kinds).toEqual(mixed.map(() => 'delivered'));
    expect(tally.entriesPerCall.toSorted((a, b) => a - b)).toEqual([10, 15, 20]);
    for (const { region, deliveries } of calls) {
      expect(new Set(deliveries.map((one) => one.region))).toEqual(new Set([region]));
    }
  });

  test('no entry, no call', async () => {
    expect((await putAll([])).calls).toEqual([]);
  });

  test('of one Region run side by side, up to the limit', async () => {
    let underWay = 0;
    let most = 0;
    const { kinds } = await putAll(
      someDeliveries(200),
      async (call) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        underWay -= 1;
        return await answerEach(accept)(call);
      },
      { maxCallsInFlightPerRegion: 3 },
    );

    expect(most).toBe(3);
    expect(new Set(kinds)).toEqual(new Set(['delivered']));
  });
});

describe('results', () => {
  test('stand at the index of their entry', async () => {
    const deliveries = someDeliveries(3);
    const { kinds } = await putAll(deliveries, () => ({
      kind: 'answered',
      results: [
        { EventId: 'one' },
        { ErrorCode: 'AccessDeniedException' },
        { ErrorCode: 'ThrottlingException' },
      ],
    }));

    expect(kinds).toEqual(['delivered', 'rejected', 'retryable']);
  });

  test('that are missing are no success', async () => {
    const { kinds } = await putAll(someDeliveries(3), () => ({
      kind: 'answered',
      results: [{ EventId: 'one' }],
    }));

    expect(kinds).toEqual(['delivered', 'retryable', 'retryable']);
  });

  test('in excess are left aside', async () => {
    const { kinds } = await putAll(someDeliveries(1), () => ({
      kind: 'answered',
      results: [{ EventId: 'one' }, { ErrorCode: 'AccessDeniedException' }],
    }));

    expect(kinds).toEqual(['delivered']);
  });
});

describe('a request that fails whole', () => {
  const poison = 'event-7';
  const failsFor =
    (code: string): PutScript =>
    (call) =>
      call.deliveries.some(({ event }) => event.id === poison)
        ? { kind: 'failed', failure: { code, message: '' } }
        : answerEach(accept)(call);

  test.each([
    ['ValidationException', 'rejected'],
    ['RequestEntityTooLargeException', 'rejected'],
    ['HTTP 413', 'rejected'],
    ['EventBusNotFound', 'sourceGone'],
  ])('with %s for one entry is halved until its neighbours are through', async (code, kind) => {
    const { kinds, calls } = await putAll(someDeliveries(20), failsFor(code));

    expect(kinds.filter((one) => one !== 'delivered')).toEqual([kind]);
    expect(kinds[7]).toBe(kind);
    expect(calls.length).toBeLessThanOrEqual(11);
  });

  test.each(['ThrottlingException', 'AbortError', 'SomethingNew', 'AccessDeniedException'])(
    'with %s is not called again',
    async (code) => {
      const { calls } = await putAll(someDeliveries(20), failWhole(code));

      expect(calls).toHaveLength(1);
    },
  );

  test('for every entry ends too', async () => {
    const { kinds, calls } = await putAll(someDeliveries(20), failWhole('ValidationException'));

    expect(new Set(kinds)).toEqual(new Set(['rejected']));
    expect(calls).toHaveLength(39);
  });

  test('counts each half as a call', async () => {
    const { calls, tally } = await putAll(someDeliveries(20), failsFor('ValidationException'));

    expect(tally.entriesPerCall).toEqual(calls.map(({ deliveries }) => deliveries.length));
  });
});

describe('time', () => {
  test('a call waits for what is left, and for its own time-out at the most', async () => {
    expect((await putAll(someDeliveries(1), undefined, {}, 3_000)).calls).toMatchObject([
      { timeoutMs: 3_000 },
    ]);
    expect((await putAll(someDeliveries(1), undefined, {}, 30_000)).calls).toMatchObject([
      { timeoutMs: 10_000 },
    ]);
  });

  test('a call is not started with less time than it needs', async () => {
    const { kinds, calls, tally } = await putAll(someDeliveries(21), undefined, {}, 499);

    expect(new Set(kinds)).toEqual(new Set(['notStarted']));
    expect(calls).toEqual([]);
    expect(tally.entriesPerCall).toEqual([]);
  });

  test('a deadline that has passed starts nothing', async () => {
    expect((await putAll(someDeliveries(1), undefined, {}, -5_000)).kinds).toEqual(['notStarted']);
  });

  test('a Region that hangs holds up no other', async () => {
    const release = Promise.withResolvers<void>();
    const answered: string[] = [];
    const deliveries = [
      ...someDeliveries(100, { region: 'us-east-1' }),
      ...someDeliveries(100, { region: 'eu-west-1' }),
    ];
    const done = putAll(
      deliveries,
      async (call) => {
        if (call.region === 'us-east-1') await release.promise;
        answered.push(call.region);
        if (answered.length === 5) release.resolve();
        return call.region === 'us-east-1'
          ? { kind: 'failed', failure: { code: 'AbortError', message: '' } }
          : await answerEach(accept)(call);
      },
      { maxCallsInFlightPerRegion: 1 },
    );
    const { kinds } = await done;

    // The hanging calls came back only because all five of the other Region had been answered.
    expect(answered.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'eu-west-1'));
    expect(kinds.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 'retryable'));
    expect(kinds.slice(100)).toEqual(Array.from({ length: 100 }, () => 'delivered'));
  });
});

test('a request that was not called is no call, and is to be tried again', async () => {
  const { kinds, tally } = await putAll(someDeliveries(30), () => ({
    kind: 'notCalled',
    failure: { code: 'TimeoutError', message: '' },
  }));

  expect(kinds).toEqual(Array.from({ length: 30 }, () => 'retryable'));
  expect(tally.entriesPerCall).toEqual([]);
});
