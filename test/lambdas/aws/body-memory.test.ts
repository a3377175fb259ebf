import { describe, expect, test } from '@jest/globals';
import { bodyMemory } from '../../../lambdas/aws/body-memory.ts';

const kib = 1_024;

describe('memory of bodies', () => {
  test('is what was given back last', () => {
    const memory = bodyMemory(1_000 * kib);
    const [one, other] = [memory.take(10 * kib), memory.take(10 * kib)];
    memory.giveBack(one);
    memory.giveBack(other);

    expect(memory.take(0)).toBe(other);
    expect(memory.take(10 * kib)).toBe(one);
  });

  test('is nobody else’s until it is given back', () => {
    const memory = bodyMemory(1_000 * kib);
    const taken = Array.from({ length: 5 }, () => memory.take(1));

    expect(new Set(taken.map(({ buffer }) => buffer)).size).toBe(5);
  });

  test('is as large as is asked for, and what is too small is dropped for good', () => {
    const memory = bodyMemory(1_000 * kib);
    const small = memory.take(1);
    memory.giveBack(small);
    const large = memory.take(small.length + 1);
    expect(large.length).toBeGreaterThan(small.length);
    memory.giveBack(large);

    expect(memory.take(1)).toBe(large);
    expect(memory.take(1).length).toBe(large.length);
  });

  test('is kept up to a bound, whatever comes back', () => {
    const memory = bodyMemory(100 * kib);
    const taken = Array.from({ length: 10 }, () => memory.take(32 * kib));
    for (const one of taken) memory.giveBack(one);
    const again = Array.from({ length: 10 }, () => memory.take(32 * kib));

    expect(again.filter((one) => taken.includes(one))).toEqual([taken[2], taken[1], taken[0]]);
    memory.giveBack(Buffer.alloc(101 * kib));
    expect(memory.take(1).length).toBe(32 * kib);
  });
});
