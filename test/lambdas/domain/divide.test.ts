import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { divide as divideEvents, type Run, type Slice } from '../../../lambdas/domain/divide.ts';

const sources = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:${String(index).padStart(4, '0')}`);

/** Sources in slices of at most so many; the last slice is open. */
function slicesIn(arns: readonly string[], size: number): readonly Slice[] {
  return Array.from({ length: Math.ceil(arns.length / size) }, (_, index) => {
    const slice = arns.slice(index * size, (index + 1) * size);
    const isLast = (index + 1) * size >= arns.length;
    return { sources: slice.length, ...(!isLast && { through: slice.at(-1)! }) };
  });
}

const divide = (sourcesOf: readonly (readonly string[])[], max: number, sliceSize = 1) =>
  divideEvents(
    {
      counts: sourcesOf.map(({ length }) => length),
      slicesOf: (index) => slicesIn(sourcesOf[index] ?? [], sliceSize),
    },
    max,
  );

/** The pairs of a run: each of its events with each source within its bounds. */
function pairsOf(run: Run, sourcesOf: readonly (readonly string[])[]): string[] {
  const { from, to, after = '', through = '~' } = run;
  return sourcesOf.flatMap((of, event) =>
    event < from || event >= to
      ? []
      : of.filter((arn) => arn > after && arn <= through).map((arn) => `${event} ${arn}`),
  );
}

describe('a message’s deliveries', () => {
  test('that are few stay together', () => {
    expect(divide([sources(3), [], sources(2)], 5)).toEqual([{ from: 0, to: 3, deliveries: 5 }]);
  });

  test('are divided between its events', () => {
    expect(divide([sources(3), sources(3), sources(2)], 5)).toEqual([
      { from: 0, to: 1, deliveries: 3 },
      { from: 1, to: 3, deliveries: 5 },
    ]);
  });

  test('of one event are divided between its sources, without a bound at either end', () => {
    expect(divide([sources(1), sources(5), sources(1)], 2)).toEqual([
      { from: 0, to: 1, deliveries: 1 },
      { from: 1, to: 2, through: 'arn:0001', deliveries: 2 },
      { from: 1, to: 2, after: 'arn:0001', through: 'arn:0003', deliveries: 2 },
      { from: 1, to: 2, after: 'arn:0003', deliveries: 1 },
      { from: 2, to: 3, deliveries: 1 },
    ]);
  });

  test('of one event are divided where its slices end', () => {
    expect(divide([sources(7)], 5, 3)).toEqual([
      { from: 0, to: 1, through: 'arn:0002', deliveries: 3 },
      { from: 0, to: 1, after: 'arn:0002', deliveries: 4 },
    ]);
  });

  test('of a slice without sources go with its neighbours', () => {
    const slices = [
      { sources: 2, through: 'b' },
      { sources: 0, through: 'm' },
      { sources: 2, through: 'x' },
      { sources: 0 },
    ];

    expect(divideEvents({ counts: [4], slicesOf: () => slices }, 3)).toEqual([
      { from: 0, to: 1, through: 'm', deliveries: 2 },
      { from: 0, to: 1, after: 'm', deliveries: 2 },
    ]);
  });

  test('are divided into some hundred runs at once, however many there are', () => {
    const runs = divide(
      Array.from({ length: 1_000 }, () => sources(50)),
      1,
    );

    expect(runs.length).toBeLessThanOrEqual(101);
    expect(runs.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBe(50_000);
  });

  test('without events are no runs', () => {
    expect(divide([], 5)).toEqual([]);
  });

  test('are each in one run, in order, and no run has more than it may', () => {
    const counts = fc.array(fc.nat(30), { maxLength: 30 });
    const sizes = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(counts, sizes, sizes, (drawn, max, sliceSize) => {
        const sourcesOf = drawn.map(sources);
        const runs = divide(sourcesOf, max, Math.min(sliceSize, max));

        expect(runs.flatMap((run) => pairsOf(run, sourcesOf))).toEqual(
          sourcesOf.flatMap((of, event) => of.map((arn) => `${event} ${arn}`)),
        );
        for (const run of runs) {
          const all = sourcesOf.flat().length;
          expect(run.deliveries).toBeLessThanOrEqual(Math.max(max, Math.ceil(all / 100)));
          expect(pairsOf(run, sourcesOf)).toHaveLength(run.deliveries);
        }
        // Every event is in a run, also one that goes to nobody.
        expect(
          new Set(
            runs.flatMap(({ from, to }) =>
              drawn
                .keys()
                .drop(from)
                .take(to - from)
                .toArray(),
            ),
          ),
        ).toEqual(new Set(drawn.keys()));
      }),
    );
  });
});
