import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { requestLimitMemory } from '../../../lambdas/domain/request-limit.ts';

const configuredBytes = 1_048_576;
const forgetAfterMs = 3_600_000;

function aMemory() {
  const clock = { nowMs: 0 };
  const memory = requestLimitMemory({ configuredBytes, now: () => clock.nowMs, forgetAfterMs });
  return { ...memory, clock };
}

describe('the size of requests', () => {
  test('is as configured until a Region refuses one', () => {
    expect(aMemory().limitOf('us-east-1')).toBe(configuredBytes);
  });

  test.each([
    ['a full one', [[1_048_576, 20]], 524_288],
    [
      'two, one after the other',
      [
        [1_048_576, 20],
        [524_288, 10],
      ],
      262_144,
    ],
    [
      'two that were under way together',
      [
        [1_000_000, 20],
        [1_048_576, 20],
      ],
      500_000,
    ],
    [
      'a smaller one first',
      [
        [300_000, 2],
        [1_048_576, 20],
      ],
      150_000,
    ],
    ['one of two entries', [[7_000, 2]], 3_500],
    ['an odd number of bytes', [[7_001, 2]], 3_500],
    ['one that is hardly anything', [[1_025, 2]], 1_024],
    ['a single entry', [[1_048_576, 1]], configuredBytes],
    ['none that had an entry', [[1_048_576, 0]], configuredBytes],
  ] as const)('when %s was refused', (_, requests, limit) => {
    const { refused, limitOf } = aMemory();
    for (const [bytes, entries] of requests) refused('us-east-1', bytes, entries);

    expect(limitOf('us-east-1')).toBe(limit);
  });

  test('is learnt for the Region that refused and no other', () => {
    const { refused, limitOf } = aMemory();
    refused('mx-central-1', 1_048_576, 20);

    expect(limitOf('mx-central-1')).toBe(524_288);
    expect(limitOf('us-east-1')).toBe(configuredBytes);
  });

  test('is forgotten after a while, counted from the last refusal', () => {
    const { refused, limitOf, clock } = aMemory();
    refused('us-east-1', 1_048_576, 20);
    clock.nowMs = forgetAfterMs - 1;
    expect(limitOf('us-east-1')).toBe(524_288);
    refused('us-east-1', 524_288, 10);
    clock.nowMs += forgetAfterMs - 1;
    expect(limitOf('us-east-1')).toBe(262_144);
    clock.nowMs += 1;
    expect(limitOf('us-east-1')).toBe(configuredBytes);
    refused('us-east-1', 1_048_576, 20);
    expect(limitOf('us-east-1')).toBe(524_288);
  });
});

describe('a request that was refused for one of its entries', () => {
  test('is no lesson, once that entry was refused alone', () => {
    const { refused, limitOf } = aMemory();
    refused('us-east-1', 270_100, 2, 270_000);
    refused('us-east-1', 270_000, 1, 270_000);

    expect(limitOf('us-east-1')).toBe(configuredBytes);
  });

  test('nor do later ones with an entry as large, until that is forgotten', () => {
    const { refused, limitOf, clock } = aMemory();
    refused('us-east-1', 270_000, 1, 270_000);
    refused('us-east-1', 600_000, 3, 270_000);
    expect(limitOf('us-east-1')).toBe(configuredBytes);

    clock.nowMs = forgetAfterMs;
    refused('us-east-1', 600_000, 3, 270_000);
    expect(limitOf('us-east-1')).toBe(300_000);
  });

  test('leaves the lessons of requests whose entries all fit, before and after', () => {
    const { refused, limitOf } = aMemory();
    refused('us-east-1', 1_000_000, 20, 60_000);
    refused('us-east-1', 280_000, 2, 270_000);
    expect(limitOf('us-east-1')).toBe(140_000);
    refused('us-east-1', 270_000, 1, 270_000);
    expect(limitOf('us-east-1')).toBe(500_000);
    refused('us-east-1', 400_000, 20, 269_999);
    expect(limitOf('us-east-1')).toBe(200_000);
    refused('us-east-1', 900_000, 1, 900_000);
    expect(limitOf('us-east-1')).toBe(200_000);
  });

  test('says nothing of another Region', () => {
    const { refused, limitOf } = aMemory();
    refused('us-east-1', 600_000, 3, 270_000);
    refused('mx-central-1', 270_000, 1, 270_000);

    expect(limitOf('us-east-1')).toBe(300_000);
  });
});

describe('whatever a Region takes', () => {
  const anyLimit = fc.integer({ min: 2_048, max: configuredBytes });

  test('at most a dozen refusals find a size that it takes, and no less than half of it', () => {
    fc.assert(
      fc.property(anyLimit, (takenBytes) => {
        const { refused, limitOf } = aMemory();
        let refusals = 0;
        while (limitOf('us-east-1') > takenBytes) {
          refused('us-east-1', limitOf('us-east-1'), 20);
          refusals += 1;
        }
        expect(refusals).toBeLessThanOrEqual(12);
        expect(limitOf('us-east-1')).toBeGreaterThanOrEqual(Math.floor(takenBytes / 2));
      }),
    );
  });

  test('the limit is smaller than what was refused, and never grows before it is forgotten', () => {
    const anyRequest = fc.tuple(
      fc.integer({ min: 2_048, max: configuredBytes }),
      fc.integer({ min: 2, max: 20 }),
    );
    fc.assert(
      fc.property(fc.array(anyRequest), (requests) => {
        const { refused, limitOf } = aMemory();
        for (const [bytes, entries] of requests) {
          const before = limitOf('us-east-1');
          refused('us-east-1', bytes, entries);
          expect(limitOf('us-east-1')).toBeLessThanOrEqual(before);
          expect(limitOf('us-east-1')).toBeLessThan(bytes);
        }
      }),
    );
  });
});
