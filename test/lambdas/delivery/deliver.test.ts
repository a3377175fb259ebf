import { describe, expect, test } from '@jest/globals';
import { acknowledgeEarly } from '../../../lambdas/delivery/acknowledge-early.ts';
import { divideTime } from '../../../lambdas/delivery/deadlines.ts';
import { deliver, rememberRegions } from '../../../lambdas/delivery/deliver.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { Work } from '../../../lambdas/delivery/batch.ts';
import { windowEntries } from '../../../lambdas/domain/request-stream.ts';
import { aDomainEvent, someWork as oneWork, testNowMs } from '../../support/domain-builders.ts';
import { fakeServices, testSettings } from '../../support/delivery-services.ts';
import { accept, answerEach, refuse } from '../../support/fake-put-partner-events.ts';

function someWork(count: number, region: string): Work[] {
  return Array.from({ length: count }, (_, index) => ({
    ...oneWork({ event: aDomainEvent({ id: `${region} ${index}` }), region }),
    messageId: `${region} ${index}`,
  }));
}

function aBatch(work: readonly Work[], leftMs = 60_000) {
  const messages = work.map(({ messageId }) => ({
    messageId,
    receiptHandle: messageId,
    deliveries: 1,
  }));
  const acknowledgement = acknowledgeEarly(messages, async () => undefined);
  const time = { nowMs: testNowMs, endMs: testNowMs + leftMs };
  return {
    deadlines: divideTime(time, testSettings),
    counters: newBatchCounters(),
    activity: new Map(),
    acknowledgement,
  };
}

const byRegion = (work: readonly Work[]) => Map.groupBy(work, ({ region }) => region);

describe('Regions', () => {
  test('each have requests of their own', async () => {
    const work = [...someWork(30, 'us-east-1'), ...someWork(15, 'eu-west-1')];
    const { services, calls } = fakeServices();
    const context = aBatch(work);
    await deliver(byRegion(work), rememberRegions(services), context);

    expect(context.counters.accepted).toBe(45);
    expect(context.counters.entriesPerCall.toSorted((a, b) => a - b)).toEqual([10, 15, 20]);
    for (const { region, deliveries } of calls) {
      expect(new Set(deliveries.map((one) => one.region))).toEqual(new Set([region]));
    }
  });

  test('that are slow hold up no other, however much is bound for them', async () => {
    const work = [...someWork(20_000, 'us-east-1'), ...someWork(100, 'eu-west-1')];
    const release = Promise.withResolvers<void>();
    let others = 0;
    const { services } = fakeServices({
      settings: { maxCallsInFlightPerRegion: 1 },
      script: async (call) => {
        if (call.region === 'us-east-1') await release.promise;
        else others += 1;
        // The slow Region answers only when all five calls of the other one are answered.
        if (others === 5) release.resolve();
        return await answerEach(accept)(call);
      },
    });
    const context = aBatch(work);
    await deliver(byRegion(work), rememberRegions(services), context);

    expect(context.counters.accepted).toBe(20_100);
  });
});

describe('what is left when time is up', () => {
  test('is returned by Region and message: begun, made, and not started', async () => {
    const work = someWork(3_000, 'us-east-1');
    const fakes = fakeServices({ settings: { maxCallsInFlightPerRegion: 1 } });
    const put: typeof fakes.services.put = (...call) => {
      fakes.clock.advance(26_000);
      return fakes.services.put(...call);
    };
    const delivered = await deliver(
      byRegion(work),
      rememberRegions({ ...fakes.services, put }),
      aBatch(work),
    );

    expect(delivered.begun.size).toBe(40);
    expect(delivered.taken.get('us-east-1')?.size).toBe(windowEntries + 20);
    expect(delivered.notStarted).toHaveLength(windowEntries - 20);
  });

  test('takes in the halves of a refused request', async () => {
    const work = someWork(20, 'us-east-1');
    const fakes = fakeServices({
      script: () => {
        fakes.clock.advance(51_600);
        return { kind: 'failed', failure: { code: 'ValidationException', message: '' } };
      },
    });
    const { notStarted } = await deliver(
      byRegion(work),
      rememberRegions(fakes.services),
      aBatch(work),
    );

    expect(notStarted).toEqual(work);
  });
});

test('accepted entries are settled before the mapping of a source that is gone is retired', async () => {
  const work = someWork(2, 'us-east-1');
  const open: number[] = [];
  const refuseUnknown = refuse('EventBusNotFound');
  const { services } = fakeServices({
    script: answerEach(({ event }) => (event.id.endsWith('0') ? accept() : refuseUnknown())),
  });
  const context = aBatch(work);
  const mappings: typeof services.mappings = {
    ...services.mappings,
    async retire() {
      open.push(...work.map(({ messageId }) => context.acknowledgement.open(messageId)));
      return 'retired';
    },
  };
  await deliver(byRegion(work), rememberRegions({ ...services, mappings }), context);

  expect(open).toEqual([0, 1]);
  expect(context.counters).toMatchObject({ accepted: 1, dropped: { sourceGone: 1 } });
});

const sized = (region: string) =>
  someWork(400, region).map((one) => ({ ...one, sizeBytes: 40_000 }));

test('a Region that refuses requests for their size gets smaller ones from then on, and no other Region does', async () => {
  const work = [...sized('us-east-1'), ...sized('eu-west-1')];
  const message = 'Total size of the entries in the request is over the limit.';
  const failure = { code: 'ValidationException', message };
  const { services, calls } = fakeServices({
    settings: { maxRequestBytes: 1_048_576, maxCallsInFlightPerRegion: 1 },
    script: (call) =>
      call.region === 'us-east-1' && call.deliveries.length * 40_000 > 262_144
        ? { kind: 'failed', failure }
        : answerEach(accept)(call),
  });
  const remembering = rememberRegions(services);
  await deliver(byRegion(work), remembering, aBatch(work));
  const first = calls.length;
  await deliver(byRegion(work), remembering, aBatch(work));

  const sizesOf = (region: string) =>
    calls.slice(first).flatMap((call) => (call.region === region ? [call.deliveries.length] : []));
  expect(Math.max(...sizesOf('us-east-1'))).toBeLessThanOrEqual(6);
  expect(Math.max(...sizesOf('us-east-1'))).toBeGreaterThanOrEqual(3);
  expect(sizesOf('eu-west-1')).toEqual(Array.from({ length: 20 }, () => 20));
});
