import { expect, test } from '@jest/globals';
import { isContext } from 'node:vm';

test('the global object of a test file is its context itself, and nothing stands in between', () => {
  expect(isContext(globalThis)).toBe(true);
});
