import { describe, expect, test } from '@jest/globals';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import { openLinks, refer, type PayloadServices } from '../../../lambdas/delivery/refer.ts';
import { aDomainEvent, testNowMs } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fakePayloads } from '../../support/fake-payloads.ts';

const now = () => testNowMs;
const context = { counters: newBatchCounters(), endMs: testNowMs + 1_000 };
const time = { now, sleep: async () => {} };

describe('a detail', () => {
  test('is not sent to S3 once the time is over', async () => {
    const { services, puts } = fakePayloads({ time });
    const counters = newBatchCounters();
    const late = { counters, endMs: testNowMs };

    expect(await refer(aDomainEvent(), services, { log: fakeLog(), now }, late)).toMatchObject({
      kind: 'unreachable',
    });
    expect(puts).toEqual([]);
    expect(counters.payloadsNotStored).toBe(1);
  });

  test('that is stored is counted, and one that is only looked at is not', async () => {
    const payloads = fakePayloads({ time });
    const counters = newBatchCounters();
    const own = { ...context, counters };
    const reference = payloads.upload('acct1', 'one', '{}');
    await refer(aDomainEvent(), payloads.services, { log: fakeLog(), now }, own);
    await refer(aDomainEvent({ reference }), payloads.services, { log: fakeLog(), now }, own);

    expect(counters).toMatchObject({ storedPayloads: 1, payloadsNotStored: 0 });
  });

  test('that is wrong is not one that could not be stored', async () => {
    const payloads = fakePayloads({ time });
    const counters = newBatchCounters();
    const reference = { ...payloads.upload('acct1', 'one', '{}'), sizeBytes: 7 };
    const answer = await refer(
      aDomainEvent({ reference }),
      payloads.services,
      { log: fakeLog(), now },
      { ...context, counters },
    );

    expect(answer).toMatchObject({ kind: 'wrong' });
    expect(counters.payloadsNotStored).toBe(0);
  });
});

test('the key for links has the time that is left', async () => {
  const timeouts: (number | undefined)[] = [];
  const { services } = fakePayloads({ time });
  const payloads: PayloadServices = {
    ...services,
    links: {
      async open(callTime) {
        timeouts.push(callTime?.timeoutMs);
        return undefined;
      },
    },
  };
  const log = fakeLog();

  expect(await openLinks(payloads, { log, now }, testNowMs + 300)).toBeUndefined();
  expect(timeouts).toEqual([300]);
  expect(log.lines).toMatchObject([{ level: 'error' }]);
});
