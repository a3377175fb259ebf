import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { largeBill, type LargeTraffic } from '../../../tools/cost-model/large-events/large-bill.ts';
import { largeScenarios } from '../../../tools/cost-model/large-events/tables.ts';

const [byFunction, byProducer, tenTimes] = largeScenarios as [
  LargeTraffic,
  LargeTraffic,
  LargeTraffic,
];

describe('large events', () => {
  test('cost nothing where there are none', () => {
    for (const traffic of largeScenarios) {
      for (const dollars of Object.values(largeBill({ ...traffic, share: 0 }))) {
        expect(dollars).toBe(0);
      }
    }
  });

  test.each(largeScenarios)('have a bill that adds up: %j', (traffic) => {
    const { sqs, storing, storage, fetching, total } = largeBill(traffic);

    expect(sqs + storing + storage + fetching).toBeCloseTo(total);
    for (const part of [sqs, storing, storage, fetching]) expect(part).toBeGreaterThan(0);
  });

  test('cost most by transfer, where customers fetch over the internet', () => {
    const { total, toInternet } = largeBill(tenTimes);

    // 10,000 details of 10 MB are 100 GB.
    expect(toInternet).toBeCloseTo(9);
    expect(toInternet).toBeGreaterThan(5 * total);
  });

  test('are stored for a put, and kept for a day longer than links work', () => {
    const { storing, storage } = largeBill(byProducer);

    expect(storing).toBeCloseTo(0.05 + 0.004);
    expect(storage).toBeCloseTo(10 * (8 / 30) * 0.023);
  });

  test('cost SQS less where the producer stores them', () => {
    // Sixteen parts of 64 KiB, sent and received, and a deletion, against one.
    expect(largeBill(byFunction).sqs / largeBill(byProducer).sqs).toBeCloseTo(33 / 3);
  });

  test('cost by their share, their bytes and their fetches', () => {
    const traffic = fc.record({
      share: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      detailBytes: fc.integer({ min: 100_000, max: 100_000_000 }),
      storedBy: fc.constantFrom('producer' as const, 'fan-out function' as const),
      fetches: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(traffic, (one) => {
        const bill = largeBill(one);
        const twice = largeBill({ ...one, share: 2 * one.share });

        expect(twice.total / bill.total).toBeCloseTo(2);
        expect(largeBill({ ...one, fetches: 2 * one.fetches }).toInternet).toBeCloseTo(
          2 * bill.toInternet,
        );
        expect(largeBill({ ...one, detailBytes: 2 * one.detailBytes }).storage).toBeCloseTo(
          2 * bill.storage,
        );
      }),
    );
  });
});
