import { expect, test } from '@jest/globals';
import { publish } from '../../../lambdas/delivery/publish.ts';
import { newTally } from '../../../lambdas/delivery/tally.ts';
import { fakeLog } from '../../support/fake-log.ts';

test('a settled batch does not come again because its numbers could not be published', () => {
  const log = fakeLog();
  const report = () => {
    throw new Error('standard output is closed');
  };
  expect(() => publish(newTally(), { report, log })).not.toThrow();
  expect(log.lines).toMatchObject([{ level: 'error' }]);
});
