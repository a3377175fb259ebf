import { describe, expect, test } from '@jest/globals';
import {
  deliverToRegion,
  type RegionContext,
} from '../../../lambdas/delivery/deliver-to-region.ts';
import type { PutPartnerEvents } from '../../../lambdas/ports/delivery.ts';
import { sourceGoneCodesWith, type Outcome } from '../../../lambdas/domain/outcome.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { Work } from '../../../lambdas/delivery/batch.ts';
import { windowEntries } from '../../../lambdas/domain/request-stream.ts';
import { aDomainEvent, someWork, testNowMs } from '../../support/domain-builders.ts';
import { testSettings } from '../../support/delivery-services.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import {
  accept,
  answerEach,
  fakePut,
  failWhole,
  refuse,
  type PutScript,
} from '../../support/fake-put-partner-events.ts';

/** A minute for calls of these settings, and deliveries that all fit. */
function aContext(put: PutPartnerEvents, settings: typeof testSettings): RegionContext {
  return {
    put,
    settings,
    now: () => testNowMs,
    callsMs: testNowMs + 60_000,
    counters: newBatchCounters(),
    settle: async () => undefined,
    limits: () => settings,
    maxCallsInFlight: settings.maxCallsInFlightPerRegion,
    takeOut: () => false,
    isFull: () => false,
    onNotStarted: () => undefined,
    onRefusedForSize: () => undefined,
  };
}

async function putAll(
  deliveries: readonly Work[],
  script?: PutScript,
  overrides: Partial<typeof testSettings> = {},
  leftMs = 60_000,
) {
  const { put, calls } = fakePut(script);
  const clock = virtualClock();
  const counters = newBatchCounters();
  const outcomes = new Map<Work, Outcome | { readonly kind: 'notStarted' }>();
  const refusedForSize: number[] = [];
  const settings = { ...testSettings, ...overrides };
  const rest = await deliverToRegion('us-east-1', deliveries, {
    ...aContext(put, settings),
    now: clock.now,
    callsMs: testNowMs + leftMs,
    counters,
    settle: async (attempted) => {
      for (const { delivery, outcome } of attempted) outcomes.set(delivery, outcome);
    },
    takeOut(delivery) {
      if (delivery.sizeBytes <= settings.maxEntryBytes) return false;
      outcomes.set(delivery, tooLarge);
      return true;
    },
    onNotStarted: (request) => {
      for (const delivery of request) outcomes.set(delivery, { kind: 'notStarted' });
    },
    onRefusedForSize: (request) => refusedForSize.push(request.length),
  });
  const kinds = deliveries.map((delivery) => outcomes.get(delivery)?.kind);
  return { outcomes, kinds, calls, counters, rest, refusedForSize };
}

const tooLarge: Outcome = { kind: 'rejected', failure: { code: 'entryTooLarge', message: '' } };

function someDeliveries(count: number, fields: Partial<Work> = {}): Work[] {
  return Array.from({ length: count }, (_, index) => ({
    ...someWork({ event: aDomainEvent({ id: `event-${index}` }), ...fields }),
    messageId: `message-${index}`,
  }));
}

describe('a code that the stage sets for a missing source', () => {
  const sourceGoneCodes = sourceGoneCodesWith(['EventSourceMissing']);

  test('is one, as the answer for an entry', async () => {
    const script = answerEach(refuse('EventSourceMissing'));
    const { kinds } = await putAll(someDeliveries(1), script, { sourceGoneCodes });

    expect(kinds).toEqual(['sourceGone']);
  });

  test('is one, as the answer for a whole request, whose other entries are tried again', async () => {
    const script = failWhole('EventSourceMissing');
    const { kinds, counters } = await putAll(someDeliveries(2), script, { sourceGoneCodes });

    expect(kinds).toEqual(['sourceGone', 'sourceGone']);
    expect(counters.entriesPerCall).toEqual([2, 1, 1]);
  });

  test('is tried again where the stage does not set it', async () => {
    const { kinds } = await putAll(someDeliveries(2), failWhole('EventSourceMissing'));

    expect(kinds).toEqual(['retryable', 'retryable']);
  });
});

describe('requests', () => {
  test('are full', async () => {
    const deliveries = someDeliveries(45);
    const { kinds, counters } = await putAll(deliveries);

    expect(kinds).toEqual(deliveries.map(() => 'delivered'));
    expect(counters.entriesPerCall).toEqual([20, 20, 5]);
  });

  test('leave out what EventBridge takes in none', async () => {
    const large = someDeliveries(1, { sizeBytes: testSettings.maxEntryBytes + 1 });
    const { kinds, calls } = await putAll([...someDeliveries(1), ...large, ...someDeliveries(1)]);

    expect(kinds).toEqual(['delivered', 'rejected', 'delivered']);
    expect(calls).toHaveLength(1);
  });

  test('are made of deliveries that are taken as they are needed', async () => {
    const takenAtCall: number[] = [];
    let taken = 0;
    function* endless(): Generator<Work> {
      for (const delivery of someDeliveries(10_000)) {
        taken += 1;
        yield delivery;
      }
    }
    const { put } = fakePut();
    const settings = { ...testSettings, maxCallsInFlightPerRegion: 1 };
    const watched: PutPartnerEvents = (...call) => {
      takenAtCall.push(taken);
      return put(...call);
    };
    await deliverToRegion('us-east-1', endless(), aContext(watched, settings));

    expect(takenAtCall).toHaveLength(500);
    for (const [calls, count] of takenAtCall.entries()) {
      expect(count).toBeLessThanOrEqual(calls * 20 + windowEntries);
    }
  });

  test('are no more made once too much waits to be recorded: the rest is as it was', async () => {
    const { put, calls } = fakePut();
    let takenOut = 0;
    const rest = await deliverToRegion('us-east-1', someDeliveries(10), {
      ...aContext(put, testSettings),
      takeOut: () => {
        takenOut += 1;
        return true;
      },
      isFull: () => takenOut === 4,
    });

    expect(calls).toEqual([]);
    expect([...rest.taken.keys()]).toEqual([0, 1, 2, 3].map((index) => `message-${index}`));
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
  test('are at the index of their entry', async () => {
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

  test('that are missing are not a success', async () => {
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

  test('for its size is reported, and for anything else is not', async () => {
    const size = 'Total size of the entries in the request is over the limit.';
    const { refusedForSize } = await putAll(
      someDeliveries(4),
      failWhole('ValidationException', size),
    );
    expect(refusedForSize).toEqual([4, 2, 1, 1, 2, 1, 1]);

    const other = await putAll(
      someDeliveries(4),
      failWhole('ValidationException', 'Detail is wrong'),
    );
    expect(other.refusedForSize).toEqual([]);
  });

  test('counts each half as a call', async () => {
    const { calls, counters } = await putAll(someDeliveries(20), failsFor('ValidationException'));

    expect(counters.entriesPerCall).toEqual(calls.map(({ deliveries }) => deliveries.length));
  });
});

describe('time', () => {
  test('a call waits for what is left, and at most for its own time-out', async () => {
    expect((await putAll(someDeliveries(1), undefined, {}, 3_000)).calls).toMatchObject([
      { timeoutMs: 3_000 },
    ]);
    expect((await putAll(someDeliveries(1), undefined, {}, 30_000)).calls).toMatchObject([
      { timeoutMs: 10_000 },
    ]);
  });

  test('a call is not started with less time than it needs', async () => {
    const { kinds, calls, counters } = await putAll(someDeliveries(21), undefined, {}, 499);

    expect(new Set(kinds)).toEqual(new Set([undefined]));
    expect(calls).toEqual([]);
    expect(counters.entriesPerCall).toEqual([]);
  });

  test('a deadline that has passed takes nothing', async () => {
    const { calls, rest } = await putAll(someDeliveries(1), undefined, {}, -5_000);

    expect(calls).toEqual([]);
    expect(rest).toEqual({ notStarted: [], taken: new Map() });
  });

  test('deliveries that were made and not attempted are returned; those not made can be counted', async () => {
    const clock = virtualClock();
    const { put, calls } = fakePut((call) => {
      clock.advance(30_000);
      return answerEach(accept)(call);
    });
    const settings = { ...testSettings, maxCallsInFlightPerRegion: 1 };
    const deliveries = someDeliveries(3_000);
    const rest = await deliverToRegion('us-east-1', deliveries, {
      ...aContext(put, settings),
      now: clock.now,
    });

    expect(calls).toHaveLength(2);
    expect(rest.taken.size).toBe(windowEntries + 20);
    expect(rest.notStarted).toEqual(deliveries.slice(40, windowEntries + 20));
  });
});

test('a request without a call counts as none, and is retryable', async () => {
  const { kinds, counters } = await putAll(someDeliveries(30), () => ({
    kind: 'notCalled',
    failure: { code: 'TimeoutError', message: '' },
  }));

  expect(kinds).toEqual(Array.from({ length: 30 }, () => 'retryable'));
  expect(counters.entriesPerCall).toEqual([]);
});
