import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readWireHead, writeWireHead } from '../../../../lambdas/domain/history/wire.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import { anyHistoryRow, anyUnicode } from '../../../support/history-arbitraries.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const anyHead = fc
  .array(fc.record({ tenant: anyUnicode, sourceArn: anyUnicode, row: anyHistoryRow }), {
    maxLength: 6,
  })
  .chain((rows) => {
    const texts = fc.array(fc.record({ tenant: anyUnicode, bytes: fc.nat() }), {
      maxLength: rows.length,
    });
    return texts.map((own) => ({
      rows: rows.map((row, index) => (index < own.length ? { ...row, text: index } : row)),
      texts: own,
    }));
  });

const goodHead = {
  rows: [{ tenant: 'acct1', sourceArn: 'arn', row: aHistoryRow(), text: 0 }],
  texts: [{ tenant: 'acct1', bytes: 3 }],
};

describe('the head of a message of the history queue', () => {
  test('is read as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        const { json, ids } = writeWireHead(head);
        expect(readWireHead(json, Buffer.concat(ids))).toEqual(head);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test.each([
    ['it is no object', []],
    ['a row names a text that is not there', { ...good(), text: 1 }],
    ['there are more texts than rows', { ...good(), texts: 2 }],
    ['there are fewer than no texts', { ...good(), text: -1, texts: -1 }],
    ['a text has a negative size', { ...good(), bytes: -1 }],
    ['a row has no tenant', { ...good(), tenant: null }],
    ['a row has no source', { ...good(), source: null }],
    ['a text has no tenant', { ...good(), of: null }],
  ])('is refused if %s', (_, head) => {
    const { ids } = writeWireHead(goodHead);
    expect(() => readWireHead(JSON.stringify(head), Buffer.concat(ids))).toThrow(
      /lacks|cannot be|no JSON|text/,
    );
  });
});

function good(): Record<string, unknown> {
  return JSON.parse(writeWireHead(goodHead).json);
}
