import { expect, test } from '@jest/globals';
import { acknowledgeEarly } from '../../../lambdas/delivery/acknowledge-early.ts';
import type { Work } from '../../../lambdas/delivery/deliver.ts';
import {
  deliverInSlices,
  maxSliceDeliveries,
} from '../../../lambdas/delivery/deliver-in-slices.ts';
import { newTally } from '../../../lambdas/delivery/tally.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { aDelivery, aDomainEvent, testNowMs } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';

function workOf(messageId: string, index: number): Work {
  return {
    ...aDelivery({ event: aDomainEvent({ id: `${index}` }) }),
    messageId,
    isPartlySettled: false,
  };
}

const inTime = () => ({ ...aBatch(), deadlineMs: testNowMs + 60_000 });

function aBatch() {
  const acknowledgement = acknowledgeEarly([], async () => undefined);
  return { tally: newTally(), activity: new Map(), acknowledgement };
}

test('work is made as it is needed, a slice at a time', async () => {
  const { services, calls } = fakeServices();
  const madeAtFirstCall: number[] = [];
  let made = 0;
  function* work() {
    for (let index = 0; index < 2 * maxSliceDeliveries + 1; index += 1) {
      made += 1;
      yield workOf(`message-${index}`, index);
    }
  }
  const put: typeof services.put = (...call) => {
    if (madeAtFirstCall.length === 0) madeAtFirstCall.push(made);
    return services.put(...call);
  };
  const context = inTime();
  await deliverInSlices(work(), { ...services, put }, context);

  expect(madeAtFirstCall).toEqual([maxSliceDeliveries]);
  expect(context.tally.accepted).toBe(2 * maxSliceDeliveries + 1);
  expect(calls.length).toBe((2 * maxSliceDeliveries) / 20 + 1);
});

test('a message of more than a slice is not given back once some of it was delivered', async () => {
  const { services, clock, retryQueue } = fakeServices();
  const work = Array.from({ length: maxSliceDeliveries + 3 }, (_, index) => workOf('large', index));
  const put: typeof services.put = (...call) => {
    clock.advance(1);
    return services.put(...call);
  };
  // Time is up after the first slice.
  const slicesMs = maxSliceDeliveries / 20;
  const deadlineMs =
    testNowMs + slicesMs + services.settings.settleMs + services.settings.minCallMs;
  const context = { ...aBatch(), deadlineMs: deadlineMs - 1 };
  const returned = await deliverInSlices(work, { ...services, put }, context);

  expect([...returned]).toEqual([]);
  expect(context.tally.accepted + retryQueue.messages.length).toBe(work.length);
  expect(retryQueue.messages.length).toBeGreaterThanOrEqual(3);
  expect(readRetryMessage(retryQueue.messages[0]!.body)).toMatchObject({
    delivery: { attempts: 0 },
  });
});

test('a message that is given back is not begun in a later slice', async () => {
  const { services, calls } = fakeServices();
  const work = Array.from({ length: maxSliceDeliveries + 3 }, (_, index) => workOf('large', index));
  const returned = await deliverInSlices(work, services, {
    ...aBatch(),
    deadlineMs: testNowMs,
  });

  expect([...returned]).toEqual(['large']);
  expect(calls).toEqual([]);
});
