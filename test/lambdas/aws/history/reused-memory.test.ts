import { expect, test } from '@jest/globals';
import { reusedMemory } from '../../../../lambdas/aws/history/reused-memory.ts';

test('memory that was given back is taken again, by one at a time', () => {
  const memory = reusedMemory(100);
  const first = memory.take(80);
  const second = memory.take(10);
  expect(second.buffer).not.toBe(first.buffer);

  memory.giveBack(first);
  expect(memory.take(70)).toBe(first);
  expect(memory.take(70)).not.toBe(first);
});

test('memory that is too small or too large is not', () => {
  const memory = reusedMemory(100);
  const small = memory.take(50);
  memory.giveBack(small);
  const large = memory.take(101);
  expect(large).toHaveLength(101);

  memory.giveBack(large);
  expect(memory.take(101)).not.toBe(large);
});
