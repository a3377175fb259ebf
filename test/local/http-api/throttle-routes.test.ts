import { expect, test } from '@jest/globals';
import { httpRoutes } from '../../../lambdas/registration/routes.ts';
import { throttledRoutes } from '../../../local/http-api/throttle-routes.ts';

const links = httpRoutes.find(({ path }) => path === '/payloads/{token}')!;
const page = httpRoutes.find(({ path }) => path === '/{proxy+}')!;

test('a flood of links is refused beyond the rate, and nothing else is', () => {
  let nowMs = 0;
  const isThrottled = throttledRoutes({ fetchesPerSecond: 10 }, () => nowMs);
  const refusedOf = (requests: number) =>
    Array.from({ length: requests }, () => isThrottled(links)).filter(Boolean).length;

  expect(refusedOf(100)).toBe(80);
  expect(isThrottled(page)).toBe(false);
  nowMs += 1_000;
  expect(refusedOf(100)).toBe(90);
});
