import { describe, expect, test } from '@jest/globals';
import type { PutAnswer } from '../../../lambdas/ports/delivery.ts';
import {
  openMs,
  withRegionCircuitBreaker,
} from '../../../lambdas/delivery/region-circuit-breaker.ts';
import { aDelivery } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { accept, answerEach, failWhole, fakePut } from '../../support/fake-put-partner-events.ts';

const delivery = aDelivery();
const timeoutMs = 10_000;
const here = 'us-east-1';
const there = 'eu-west-1';

/** EventBridge with a Region that is silent until it is switched to answer. */
function aSilentRegion(code = 'TimeoutError', waitedMs = Infinity) {
  const clock = virtualClock();
  let isSilent = true;
  const { put, calls } = fakePut((call) => {
    if (call.region !== here || !isSilent) return answerEach(accept)(call);
    clock.advance(Math.min(waitedMs, call.timeoutMs));
    return failWhole(code, 'nothing came back')(call);
  });
  const guarded = withRegionCircuitBreaker(put, clock.now);
  return {
    clock,
    calls,
    wake: () => {
      isSilent = false;
    },
    putTo: async (region: string, waitMs = timeoutMs) => await guarded(region, [delivery], waitMs),
  };
}

describe('a Region that leaves a call unanswered', () => {
  test.each(['TimeoutError', 'AbortError', 'ETIMEDOUT'])(
    'with %s is not called again while it rests',
    async (code) => {
      const { putTo, calls } = aSilentRegion(code);
      const first = await putTo(here);
      const second = await putTo(here);

      expect(first).toMatchObject({ kind: 'failed', failure: { code } });
      expect(second).toMatchObject({
        kind: 'notCalled',
        failure: { code, message: expect.stringContaining('nothing came back') },
      });
      expect(calls).toHaveLength(1);
    },
  );

  test('is called again after a while, and from then on if it answers', async () => {
    const { putTo, clock, wake } = aSilentRegion();
    await putTo(here);
    wake();
    clock.advance(openMs - 1);
    expect(await putTo(here)).toMatchObject({ kind: 'notCalled' });
    clock.advance(1);

    expect(await putTo(here)).toMatchObject({ kind: 'answered' });
    expect(await putTo(here)).toMatchObject({ kind: 'answered' });
  });

  test('is not called for another while if it is still silent', async () => {
    const { putTo, clock, calls } = aSilentRegion();
    await putTo(here);
    clock.advance(openMs);
    await putTo(here);

    expect(await putTo(here)).toMatchObject({ kind: 'notCalled' });
    expect(calls).toHaveLength(2);
  });

  test('stops no calls to another Region', async () => {
    const { putTo } = aSilentRegion();
    await putTo(here);

    expect(await putTo(there)).toMatchObject({ kind: 'answered' });
  });

  test('because its connection was cut at once, is still called', async () => {
    const { putTo, calls } = aSilentRegion('TimeoutError', 999);
    await putTo(here);
    await putTo(here);

    expect(calls).toHaveLength(2);
  });

  test('in a call that had very little time, is still called', async () => {
    const { putTo, calls } = aSilentRegion();
    await putTo(here, 999);
    await putTo(here);

    expect(calls).toHaveLength(2);
  });
});

test.each(['ThrottlingException', 'InternalException', 'ECONNREFUSED', 'HTTP 503'])(
  'a Region that answers with %s is called on',
  async (code) => {
    const { putTo, calls } = aSilentRegion(code);
    await putTo(here);
    await putTo(here);

    expect(calls).toHaveLength(2);
  },
);

test('a Region that answered another call meanwhile is still called', async () => {
  const lost = Promise.withResolvers<PutAnswer>();
  const { put, calls } = fakePut(async (call) =>
    calls.length === 1 ? await lost.promise : await answerEach(accept)(call),
  );
  const guarded = withRegionCircuitBreaker(put, virtualClock().now);
  const first = guarded(here, [delivery], timeoutMs);
  await guarded(here, [delivery], timeoutMs);
  lost.resolve({ kind: 'failed', failure: { code: 'TimeoutError', message: '' } });
  await first;

  expect(await guarded(here, [delivery], timeoutMs)).toMatchObject({ kind: 'answered' });
});
