import { expect, test } from '@jest/globals';
import { abortAfter } from '../../../lambdas/aws/abort-after.ts';

test.each([-1.5, -0, 0, 0.1, 2.5, 1e3])('%d ms is a time after which to abort', (milliseconds) => {
  expect(abortAfter(milliseconds).aborted).toBe(false);
});
