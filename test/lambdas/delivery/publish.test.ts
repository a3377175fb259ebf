import { expect, test } from '@jest/globals';
import { publish } from '../../../lambdas/delivery/publish.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import { fakeLog } from '../../support/fake-log.ts';

function failingReport(): never {
  throw new Error('standard output is closed');
}

test('a settled batch does not come again because its numbers could not be published', () => {
  const log = fakeLog();
  expect(() => publish(newBatchCounters(), { report: failingReport, log })).not.toThrow();
  expect(log.lines).toMatchObject([{ level: 'error' }]);
});
