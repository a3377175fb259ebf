import { expect, test } from '@jest/globals';
import { isErrorResolved } from '../../../lambdas/domain/resolved-error.ts';

const acceptedAt = (time: string) => ({
  lastAcceptedEvent: { id: 'e', detailType: 'push', acceptedAt: time },
});
const failedAt = (time: string) => ({ lastError: { code: 'X', message: 'y', time } });

test.each([
  ['an acceptance since', '18:00:00.001Z', '18:00:00.000Z', true],
  ['an acceptance before', '17:59:59.999Z', '18:00:00.000Z', false],
  ['one of the same moment', '18:00:00.000Z', '18:00:00.000Z', false],
  ['one since, written otherwise', '18:00:00.500Z', '18:00:00Z', true],
])('an error is resolved by %s: %s after %s: %s', (_, accepted, failed, isResolved) => {
  const day = '2026-11-21T';

  expect(isErrorResolved({ ...acceptedAt(day + accepted), ...failedAt(day + failed) })).toBe(
    isResolved,
  );
});

test('nothing is resolved where there was no error, or no acceptance', () => {
  expect(isErrorResolved({})).toBe(false);
  expect(isErrorResolved(acceptedAt('2026-11-21T18:00:00Z'))).toBe(false);
  expect(isErrorResolved(failedAt('2026-11-21T18:00:00Z'))).toBe(false);
});
