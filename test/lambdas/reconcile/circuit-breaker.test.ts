import { expect, test } from '@jest/globals';
import { circuitBreaker } from '../../../lambdas/reconcile/circuit-breaker.ts';

function aBreaker(answer: boolean) {
  let probes = 0;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const breaker = circuitBreaker(async () => {
    probes += 1;
    return await promise;
  });
  const fail = (count: number) => {
    for (let index = 0; index < count; index += 1) breaker.failed(`source ${index}`);
  };
  return { breaker, fail, probes: () => probes, endProbe: () => resolve(answer) };
}

test('one source that fails often does not mean that its Region is down', async () => {
  const { breaker, probes } = aBreaker(false);
  for (let index = 0; index < 100; index += 1) breaker.failed('one');

  expect(await breaker.state()).toBe('closed');
  expect(probes()).toBe(0);
});

test('an answer in between restarts the count', async () => {
  const { breaker, fail, probes } = aBreaker(false);
  fail(9);
  breaker.answered();
  fail(9);

  expect(await breaker.state()).toBe('closed');
  expect(probes()).toBe(0);
});

test.each([
  [true, 'doubtful'],
  [false, 'open'],
] as const)('ten sources ask the probe once, and it decides: %j', async (answer, expected) => {
  const { breaker, fail, probes, endProbe } = aBreaker(answer);
  fail(15);
  const state = breaker.state();
  endProbe();

  expect(await state).toBe(expected);
  expect(probes()).toBe(1);
  breaker.answered();
  expect(await breaker.state()).toBe('closed');
});

test('an answer during the probe is worth more than the probe', async () => {
  const { breaker, fail, endProbe } = aBreaker(false);
  fail(10);
  breaker.answered();
  fail(3);
  endProbe();

  expect(await breaker.state()).toBe('closed');
});
