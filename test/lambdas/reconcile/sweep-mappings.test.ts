import { describe, expect, test } from '@jest/globals';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { sweepMappings } from '../../../lambdas/reconcile/sweep-mappings.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeReconcile, type ReconcileOverrides } from '../../support/reconcile-services.ts';

const regions = ['us-east-1', 'eu-west-1'];
const mappings = Array.from({ length: 25 }, (_, index) =>
  aMapping({ account: String(100_000_000_000 + index), region: regions[index % 2]! }),
);
const keyOf = ({ generator, sourceArn }: Mapping) => ({ generator, sourceArn });
const later = testNowMs + 3_600_000;

function aSweep(overrides: ReconcileOverrides = {}) {
  const sides = fakeReconcile({ mappings, tablePageSize: 10, requestsPerSecond: 2, ...overrides });
  const seen: string[] = [];
  const sweep = async (after: Mapping | undefined, lastMs: number, isWanted = () => true) => {
    const from = after && keyOf(after);
    const context = sides.context();
    return await sides.time.runUntil(
      sweepMappings(
        { after: from, isWanted, onMapping: (one) => seen.push(one.sourceArn), lastMs },
        context,
      ),
    );
  };
  const observed = () => sides.sources.calls.map((call) => call.split(' ')[2]!);
  return { ...sides, sweep, seen, observed };
}

const namesOf = (some: readonly Mapping[]) => some.map(({ sourceName }) => sourceName).toSorted();
const arnsOf = (some: readonly Mapping[]) => some.map(({ sourceArn }) => sourceArn);

describe('a sweep of the table', () => {
  test('checks every mapping once and sees it once, over the pages', async () => {
    const { sweep, seen, observed } = aSweep();

    expect(await sweep(undefined, later)).toEqual({ kind: 'done', hasGaps: false });
    expect(observed().toSorted()).toEqual(namesOf(mappings));
    expect(seen).toEqual(arnsOf(mappings));
  });

  test('continues from its checkpoint', async () => {
    const { sweep, seen, observed } = aSweep();
    await sweep(mappings[16], later);

    expect(observed().toSorted()).toEqual(namesOf(mappings.slice(17)));
    expect(seen).toEqual(arnsOf(mappings.slice(17)));
  });

  test('sees also what it does not check', async () => {
    const { sweep, seen, observed } = aSweep();
    await sweep(undefined, later, () => false);

    expect(observed()).toEqual([]);
    expect(seen).toEqual(arnsOf(mappings));
  });

  test('stops in time, within a page too, and its checkpoint leaves nothing out', async () => {
    const { sweep, seen, observed, time } = aSweep();
    const lastMs = testNowMs + 3_200;
    const result = await sweep(undefined, lastMs);

    // Two Regions, two calls a second in each.
    expect(result).toEqual({ kind: 'stopped', hasGaps: false, after: keyOf(mappings[13]!) });
    expect(time.now()).toBeLessThanOrEqual(lastMs);
    expect(seen).toEqual(arnsOf(mappings.slice(0, 14)));

    await sweep(mappings[13], later);
    expect(new Set(observed())).toEqual(new Set(namesOf(mappings)));
    expect(seen).toEqual(arnsOf(mappings));
  });

  test('however slow it is, gets to the end over the runs', async () => {
    const { sweep, seen, time } = aSweep({ requestsPerSecond: 1 });
    let after: Mapping | undefined;
    let runs = 0;
    for (let isDone = false; !isDone; runs += 1) {
      const result = await sweep(after, time.now() + 1_500);
      isDone = result.kind === 'done';
      if (result.kind === 'stopped')
        after = mappings.find((one) => keyOf(one).sourceArn === result.after?.sourceArn);
    }
    expect(runs).toBeLessThan(20);
    expect(seen).toEqual(arnsOf(mappings));
  });

  test('with no time at all has not begun', async () => {
    const { sweep, observed } = aSweep();

    expect(await sweep(mappings[3], testNowMs - 1)).toEqual({
      kind: 'stopped',
      hasGaps: false,
      after: keyOf(mappings[3]!),
    });
    expect(observed()).toEqual([]);
  });

  test('passes over a Region that fails, and says that there are gaps', async () => {
    const { sweep, sources, observed } = aSweep();
    sources.disturb((call) => {
      if (call.includes('eu-west-1')) throw new Error('ServiceUnavailable');
    });

    expect(await sweep(undefined, later)).toEqual({ kind: 'done', hasGaps: true });
    const there = mappings.filter(({ region }) => region === 'us-east-1');
    expect(observed()).toEqual(expect.arrayContaining(namesOf(there)));
  });

  test('uses the rate of a Region while another Region is behind', async () => {
    const uneven = mappings.map((mapping, index) =>
      aMapping({ account: mapping.account, region: regions[index < 20 ? 0 : 1]! }),
    );
    const { sweep, time } = aSweep({ mappings: uneven });
    await sweep(undefined, later);

    expect(time.now()).toBe(testNowMs + 19 * 500);
  });

  test('rejects when the table cannot be read, after what was under way has ended', async () => {
    const { sweep, mappings: table } = aSweep({
      replace: ({ mappings: plain }) => ({
        mappings: {
          ...plain,
          page: async (after) => {
            if (after !== undefined) throw new Error('the table cannot be reached');
            return await plain.page(after);
          },
        },
      }),
    });

    await expect(sweep(undefined, later)).rejects.toThrow('the table cannot be reached');
    expect(table.all().filter(({ retirement }) => retirement !== undefined)).toHaveLength(10);
  });
});
