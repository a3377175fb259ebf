import { describe, expect, test } from '@jest/globals';
import { array, assert, integer, property, tuple, uniqueArray, type Arbitrary } from 'fast-check';
import { highestOf, lineageKey, nextRound, type Lineage } from '../../../local/lambda/lineage.ts';
import { readTraceHeader, writeTraceHeader } from '../../../local/lambda/trace-header.ts';

const key = lineageKey('arn:aws:lambda:us-east-1:000000000000:function:retry');
const root = '1-5759e988-bd862e3fe1be46a994272793';

const lineages: Arbitrary<Lineage> = uniqueArray(
  tuple(integer({ min: 0, max: 0xffff_ffff }), integer({ min: 1, max: 99 })),
  {
    selector: ([hash]) => hash,
    maxLength: 5,
  },
).map((counts) => new Map(counts.map(([hash, n]) => [hash.toString(16).padStart(8, '0'), n])));

describe('a lineage', () => {
  test('counts a function from 1, and leaves the others as they are', () => {
    const first = nextRound(new Map([['aaaaaaaa', 7]]), key);
    const second = nextRound(first.lineage, key);

    expect([first.round, second.round]).toEqual([1, 2]);
    expect(second.lineage).toEqual(
      new Map([
        ['aaaaaaaa', 7],
        [key, 2],
      ]),
    );
  });

  test('of a batch is the highest of its messages, function by function', () => {
    const one = new Map([
      ['aaaaaaaa', 2],
      [key, 9],
    ]);
    const other = new Map([
      ['aaaaaaaa', 5],
      [key, 1],
    ]);

    expect(highestOf([one, other, one])).toEqual(
      new Map([
        ['aaaaaaaa', 5],
        [key, 9],
      ]),
    );
    expect(highestOf([])).toEqual(new Map());
  });

  test('of a batch is never below that of one of its messages', () => {
    assert(
      property(array(lineages), (all) => {
        const highest = highestOf(all);
        for (const [one, rounds] of all.flatMap((lineage) => [...lineage])) {
          expect(highest.get(one)).toBeGreaterThanOrEqual(rounds);
        }
      }),
    );
  });
});

describe('a trace header', () => {
  test('is read as it was written', () => {
    assert(
      property(lineages, (lineage) => {
        expect(readTraceHeader(writeTraceHeader({ root, lineage }))).toEqual({ root, lineage });
      }),
    );
  });

  test('has the fields of X-Ray, and begins a new trace without a root', () => {
    const header = writeTraceHeader({ root: undefined, lineage: new Map([[key, 1]]) });

    expect(header).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:1$/,
    );
  });

  test.each([
    ['', undefined],
    ['Root=1-5759e988-bd862e3fe1be46a994272793', root],
    ['Lineage=;;=;Root=', ''],
    [`Root=${root};Lineage=nothing|aaaaaaaa:many|aaaaaaaaa:1`, root],
  ])('that says nothing of rounds counts none: %j', (header, expectedRoot) => {
    expect(readTraceHeader(header)).toEqual({ root: expectedRoot, lineage: new Map() });
  });
});
