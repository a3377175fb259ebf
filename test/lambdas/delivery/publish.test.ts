import { expect, test } from '@jest/globals';
import { publish } from '../../../lambdas/delivery/publish.ts';
import { newTally } from '../../../lambdas/delivery/tally.ts';
import { fakeLog } from '../../support/fake-log.ts';

function failingReport(): never {
  throw new Error('standard output is closed');
}

test('a settled batch does not come again because its numbers could not be published', () => {
  const log = fakeLog();
  expect(() => publish(newTally(), { report: failingReport, log })).not.toThrow();
  expect(log.lines).toMatchObject([{ level: 'error' }]);
});
