import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { historyBill, historyShare } from '../../../tools/cost-model/history/history-bill.ts';
import { idleUsage } from '../../../tools/cost-model/history/history-usage.ts';
import { packing, type HistoryPlan } from '../../../tools/cost-model/history/inputs.ts';
import { historyScenarios, standardHistory } from '../../../tools/cost-model/history/plans.ts';
import { stackSettings } from '../../../tools/cost-model/settings.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const { fanOut } = stackSettings('cost');
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

  test('writes one unit a minute for a source with an event a second, whose rows are beside the table', () => {
    // A thousand chunks a minute, and what the run writes of itself.
    const units = 43_200 * (1_000 + 28);

    expect(shareOf(2).bill.dynamodb).toBeCloseTo((units / 1e6) * 0.625, 0);
    expect(shareOf(2, { goesBeside: false }).bill.dynamodb).toBeGreaterThan(70);
  });

  test('writes one unit every other minute for a source with an event in ten seconds', () => {
    // A hundred chunks, and 20 units of the run.
    const units = 21_600 * (100 + 20);
    const everyRun = shareOf(0, { defers: false }).bill.dynamodb;

    expect(shareOf(0).bill.dynamodb).toBeCloseTo((units / 1e6) * 0.625, 0);
    expect(everyRun).toBeGreaterThan(1.5 * shareOf(0).bill.dynamodb);
  });

  test('puts an object for each batch above its bound, and otherwise one a run', () => {
    const perRun = (43_200 / 1e6) * 5;

    // One with texts, and one with rows.
    expect(shareOf(2).bill.s3).toBeCloseTo(2 * perRun);
    expect(shareOf(2, { goesBeside: false }).bill.s3).toBeCloseTo(perRun);
    expect(shareOf(3).bill.s3).toBeGreaterThan(100 * perRun);
    expect(shareOf(3, { ownObjectBytes: 3_000_000 }).bill.s3).toBeCloseTo(2 * perRun);
  });

  test.each(historyScenarios.map((traffic, index) => [index, traffic] as const))(
    'costs a fifth more at the most: %i %j',
    (index) => {
      expect(shareOf(index).share).toBeLessThanOrEqual(0.2);
    },
  );

  test.each(historyScenarios.map((traffic, index) => [index, traffic] as const))(
    'costs a fifth more where latency is preferred, or a quarter while each event is a batch: %i %j',
    (_, traffic) => {
      const { fanOut: atOnce } = stackSettings('latency');
      const { share } = historyShare(traffic, atOnce, standardHistory);

      expect(share).toBeLessThanOrEqual(traffic.eventsPerSecond === 10 ? 0.25 : 0.2);
    },
  );

  test('would cost more with all rows in the table, or with plain texts only', () => {
    const others = [{ goesBeside: false }, { fewestPackedBytes: Infinity }];
    const shares = others.map((plan) => historyScenarios.map((_, i) => shareOf(i, plan).share));

    expect(Math.min(...shares.map((own) => Math.max(...own)))).toBeGreaterThan(0.2);
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
        expect(total({ fewestPackedBytes: Infinity })).toBeGreaterThanOrEqual(whole);
        expect(total({ defers: false })).toBeGreaterThanOrEqual(whole);
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  test('packs texts more with their like than alone', () => {
    for (const eventBytes of [1_000, 10_000]) {
      expect(packing(eventBytes, 8)).toBeGreaterThan(packing(eventBytes, 7));
    }
  });
});
