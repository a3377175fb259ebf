import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { numberAt, textAt, wordAt } from '../../../../lambdas/domain/history/column.ts';
import { readRows, writeRows } from '../../../../lambdas/domain/history/row-columns.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import { anyHistoryRow } from '../../../support/history-arbitraries.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

describe('rows in columns', () => {
  test('are read as they were written, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(anyHistoryRow, { maxLength: 8 }), (rows) => {
        expect(readRows(JSON.parse(JSON.stringify(writeRows(rows))))).toEqual(rows);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test('have a column of equal values once', () => {
    const columns = writeRows([aHistoryRow({ eventId: 'a' }), aHistoryRow({ eventId: 'b' })]);

    expect(columns).toMatchObject({ tries: 1, out: { words: ['accepted'], at: 0 }, line: 0 });
  });

  test.each([
    ['no object', []],
    ['no number of rows', {}],
    ['a negative number of rows', { n: -1 }],
    ['more rows than there can be', { n: 1e9 }],
    ['a number that is none', { ...good(), time: ['x'] }],
    ['a fraction', { ...good(), tries: 0.5 }],
    ['a column that is too short', { ...good(), id: [] }],
    ['an absent id', { ...good(), id: null }],
    ['a text that is a number', { ...good(), eb: [1] }],
    ['words that are none', { ...good(), type: null }],
    ['words without indexes', { ...good(), type: { words: [] } }],
    ['no words', { ...good(), type: 'x' }],
    ['words without any', { ...good(), type: { at: 0 } }],
    ['an index without a word', { ...good(), type: { words: [], at: 0 } }],
    ['an unknown outcome', { ...good(), out: { words: ['lost'], at: 0 } }],
    ['an absent outcome', { ...good(), out: { words: [null], at: 0 } }],
    ['an unknown reason', { ...good(), why: { words: ['bored'], at: 0 } }],
    ['a failure without a message', { ...good(), code: { words: ['E'], at: 0 } }],
  ])('are refused with %s', (_, columns) => {
    expect(() => readRows(columns)).toThrow(/cannot be read|cannot be|lacks|not known|no JSON/);
  });

  test('columns have nothing before their beginning', () => {
    expect(() => numberAt([1], -1)).toThrow('numbers');
    expect(() => textAt(['a'], -1)).toThrow('texts');
    expect(() => wordAt({ words: ['a'], at: [0] }, 1)).toThrow('numbers');
  });
});

function good() {
  return writeRows([aHistoryRow()]);
}
