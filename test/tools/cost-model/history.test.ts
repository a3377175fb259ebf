import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { historyBill, historyShare } from '../../../tools/cost-model/history/history-bill.ts';
import { idleUsage } from '../../../tools/cost-model/history/history-usage.ts';
import { packing, type HistoryPlan } from '../../../tools/cost-model/history/inputs.ts';
import {
  historyScenarios,
  otherPlans,
  standardHistory,
} from '../../../tools/cost-model/history/plans.ts';
import { stackSettings } from '../../../tools/cost-model/settings.ts';

const { fanOut } = stackSettings();
const shareOf = (index: number, other: Partial<HistoryPlan> = {}) =>
  historyShare(historyScenarios[index]!, fanOut, { ...standardHistory, ...other });

describe('the history', () => {
  test('costs next to nothing when there is nothing to record', () => {
    const idle = historyBill(idleUsage(standardHistory), standardHistory);

    expect(idle.total).toBeGreaterThan(0.1);
    expect(idle.total).toBeLessThan(1.5);
    expect(idle.storage).toBe(0);
  });

  test.each(historyScenarios.map((traffic, index) => [index, traffic] as const))(
    'has a bill that adds up: %i %j',
    (index) => {
      const { bill, withoutIt, share } = shareOf(index);
      const { sqs, dynamodb, s3, lambda, storage, total } = bill;

      expect(sqs + dynamodb + s3 + lambda + storage).toBeCloseTo(total);
      expect(share).toBeCloseTo(total / withoutIt);
      for (const part of [sqs, dynamodb, s3, lambda, storage]) expect(part).toBeGreaterThan(0);
    },
  );

  test('writes 3.4 kB a minute for a source with an event a second', () => {
    const { bill } = shareOf(2);
    // A thousand chunks a minute of 3.34 units and half a one, and five units of the run.
    const units = 43_200 * (1_000 * ((430 + 60 * 49.5) / 1024 + 0.5) + 5);

    expect(bill.dynamodb).toBeCloseTo((units / 1e6) * 0.625, 0);
  });

  test('puts an object for each batch above its bound, and otherwise one a run', () => {
    const perRun = (43_200 / 1e6) * 5;

    expect(shareOf(2).bill.s3).toBeCloseTo(perRun);
    expect(shareOf(3).bill.s3).toBeGreaterThan(100 * perRun);
    expect(shareOf(3, { ownObjectBytes: 3_000_000 }).bill.s3).toBeCloseTo(perRun);
  });

  test('costs a fifth more at the most where it is written in the first four other ways', () => {
    const [, best] = otherPlans.find(([name]) => name === '1 to 4')!;
    const shares = historyScenarios.map((_, index) => shareOf(index, best).share);

    expect(Math.max(...shares)).toBeLessThanOrEqual(0.2);
  });

  test('costs less the less is kept and the fewer runs there are, whatever the traffic', () => {
    const traffic = fc.record({
      eventsPerSecond: fc.integer({ min: 1, max: 14_000 }),
      sources: fc.integer({ min: 1, max: 20_000 }),
      eventBytes: fc.constantFrom(1_000, 10_000),
      eventsPerMessage: fc.constant(1),
    });
    fc.assert(
      fc.property(traffic, (one) => {
        const total = (other: Partial<HistoryPlan>) =>
          historyShare(one, fanOut, { ...standardHistory, ...other }).bill.total;
        const whole = total({});

        expect(total({ rowDays: 14 })).toBeLessThan(whole);
        expect(total({ bodyDays: 3 })).toBeLessThan(whole);
        expect(total({ rowSize: 0.8 })).toBeLessThanOrEqual(whole);
        expect(total({ fewestPackedBytes: 4_000 })).toBeLessThanOrEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  test('packs texts more with their like than alone', () => {
    for (const eventBytes of [1_000, 10_000]) {
      expect(packing(eventBytes, 8)).toBeGreaterThan(packing(eventBytes, 7));
    }
  });
});
