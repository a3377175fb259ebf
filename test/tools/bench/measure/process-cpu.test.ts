import { describe, expect, test } from '@jest/globals';
import { cpuMicrosIn, cpuMicrosOf } from '../../../../tools/bench/measure/process-cpu.ts';

describe('the time of a process', () => {
  test('is its user and system time, whatever its name', () => {
    const name = 'a) S 9 (b';
    const stat = `123 (${name}) S 1 123 123 0 -1 4194560 100 200 0 0 250 50 7 8 20 0 11 0 999\n`;

    expect(cpuMicrosIn(stat)).toBe(3_000_000);
  });

  test('is not known of one that is gone', () => {
    expect(cpuMicrosOf(2 ** 30)).toBeUndefined();
  });
});
