import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { numberAt, textAt, wordAt } from '../../../../lambdas/domain/history/column.ts';
import {
  readRows,
  writeRows,
  type WrittenRows,
} from '../../../../lambdas/domain/history/row-columns.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import { anyHistoryRow } from '../../../support/history-arbitraries.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

describe('rows in columns', () => {
  test('are read as they were written, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(anyHistoryRow, { maxLength: 8 }), (rows) => {
        expect(readAgain(writeRows(rows))).toEqual(rows);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test('have no column in which every row is as usual', () => {
    const { columns } = writeRows([aHistoryRow()]);

    expect(Object.keys(columns)).toEqual(['n', 'id', 'time', 'wait', 'type', 'eb']);
  });

  test('have a column of equal values once', () => {
    const row = aHistoryRow({ detailType: 'pull', attempts: 2 });
    const { columns } = writeRows([
      { ...row, eventId: 'a' },
      { ...row, eventId: 'b' },
    ]);

    expect(columns).toMatchObject({ id: ['a', 'b'], tries: 2, type: 'pull' });
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
    ['an absent word', { ...good(), type: null }],
    ['words without indexes', { ...good(), type: { words: [] } }],
    ['no words', { ...good(), type: 1 }],
    ['words without any', { ...good(), type: { at: 0 } }],
    ['an index without a word', { ...good(), type: { words: [], at: 0 } }],
    ['an unknown outcome', { ...good(), out: 'lost' }],
    ['an absent outcome', { ...good(), out: null }],
    ['an unknown reason', { ...good(), why: 'bored' }],
    ['a failure without a message', { ...good(), code: 'E' }],
  ])('are refused with %s', (_, columns) => {
    const { ids } = writeRows([aHistoryRow()]);
    expect(() => readRows(columns, Buffer.concat(ids))).toThrow(
      /cannot be read|cannot be|lacks|not known|no JSON/,
    );
  });

  test('columns have nothing before their beginning', () => {
    expect(() => numberAt([1], -1)).toThrow('numbers');
    expect(() => textAt(['a'], -1)).toThrow('texts');
    expect(() => wordAt({ words: ['a'], at: [0] }, 1)).toThrow('numbers');
  });
});

function good() {
  return writeRows([aHistoryRow()]).columns;
}

function readAgain({ columns, ids }: WrittenRows) {
  return readRows(JSON.parse(JSON.stringify(columns)), Buffer.concat(ids));
}
