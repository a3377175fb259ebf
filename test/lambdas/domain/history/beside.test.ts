import { describe, expect, test } from '@jest/globals';
import { goBeside } from '../../../../lambdas/domain/history/beside.ts';

const chunks = (count: number, bytes: number) => Array.from({ length: count }, () => ({ bytes }));

describe('the rows of a round', () => {
  test('stay in the table if an object would cost as much as they do, or more', () => {
    expect(goBeside([])).toEqual(new Set());
    expect(goBeside(chunks(1_000, 1_024))).toEqual(new Set());
    expect(goBeside(chunks(8, 1_025))).toEqual(new Set());
    expect(goBeside(chunks(1, 9 * 1_024))).toEqual(new Set());
  });

  test('go beside it if that costs less, those of more than a unit only', () => {
    const [small, large] = [chunks(3, 1_024), chunks(9, 1_025)];
    const one = { bytes: 9 * 1_024 + 1 };

    expect(goBeside([...small, ...large])).toEqual(new Set(large));
    expect(goBeside([one])).toEqual(new Set([one]));
  });
});
