import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formOf, idBytes, readId, writeId } from '../../../../lambdas/domain/history/id-bytes.ts';
import { idColumn, readIds } from '../../../../lambdas/domain/history/id-column.ts';
import { anyId } from '../../../support/history-arbitraries.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const uuid = '0192f0c1-2b3c-7d4e-8f50-61728394a5b6';
const ulid = '01JDXW3Q8ZK4M5N6P7R8S9TAVB';

describe('an id', () => {
  test.each([
    [uuid, 'uuid'],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'uuid'],
    [ulid, 'ulid'],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'ulid'],
    ['8ZZZZZZZZZZZZZZZZZZZZZZZZZ', undefined],
    [uuid.toUpperCase(), undefined],
    [uuid.replaceAll('-', ''), undefined],
    [uuid.replace('-', '_'), undefined],
    [uuid.replace('f', 'g'), undefined],
    [uuid.replace('f', 'é'), undefined],
    [ulid.toLowerCase(), undefined],
    [ulid.replace('J', 'I'), undefined],
    [ulid.replace('0', 'é'), undefined],
    ['', undefined],
    ['order-1', undefined],
  ])('%j has the form %s', (id, form) => {
    expect(formOf(id)).toBe(form);
  });

  test.each(['uuid', 'ulid'] as const)(
    'of the form %s is its 16 bytes, whatever they are',
    (form) => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: idBytes, maxLength: idBytes }), (bytes) => {
          const id = readId(form, bytes);
          const written = new Uint8Array(idBytes);
          expect(formOf(id)).toBe(form);
          expect(writeId(form, id, written, 0)).toBe(true);
          expect(written).toEqual(bytes);
        }),
        { numRuns: propertyRuns(500) },
      );
    },
  );
});

describe('a column of ids', () => {
  test('is read as it was written, whatever is in it', () => {
    const anyIds = fc.array(fc.option(anyId, { nil: undefined }), { maxLength: 8 });
    fc.assert(
      fc.property(anyIds, anyIds, (one, other) => {
        const [first, second] = [idColumn(one), idColumn(other)];
        const bytes = Buffer.concat([first.bytes, second.bytes]);
        const read = readIds(asJson(first.column), bytes, one.length);
        const rest = readIds(asJson(second.column), read.rest, other.length);
        expect(one.map((_, row) => read.idAt(row))).toEqual(one);
        expect(other.map((_, row) => rest.idAt(row))).toEqual(other);
        expect(rest.rest).toHaveLength(0);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test('has 16 bytes for each id, of which shared ones are there once', () => {
    const neighbour = `${uuid.slice(0, -1)}7`;

    expect(idColumn([uuid, neighbour]).bytes).toHaveLength(15 + 2);
    expect(idColumn([ulid, ulid, ulid]).bytes).toHaveLength(16);
    expect(idColumn([uuid, 'f'.repeat(8) + uuid.slice(8)]).bytes).toHaveLength(32);
    expect(idColumn(['a', 'b'])).toEqual({ column: ['a', 'b'], bytes: new Uint8Array() });
    expect(idColumn([undefined, undefined]).column).toBeNull();
  });

  test('names the rows with another id', () => {
    expect(idColumn([uuid, 'a', undefined]).column).toEqual({
      as: 'uuid',
      same: 16,
      but: [
        [1, 'a'],
        [2, null],
      ],
    });
  });

  test.each([
    ['another form', { as: 'guid', same: 0 }],
    ['no form', { same: 0 }],
    ['too many shared bytes', { as: 'uuid', same: 17 }],
    ['fewer than no shared bytes', { as: 'uuid', same: -1 }],
    [
      'only exceptions',
      {
        as: 'uuid',
        same: 0,
        but: [
          [0, 'a'],
          [1, 'b'],
        ],
      },
    ],
    ['too few bytes', { as: 'uuid', same: 0, but: [] }],
    ['exceptions that are none', { as: 'uuid', same: 0, but: 1 }],
    ['an exception that is none', { as: 'uuid', same: 0, but: [1] }],
    ['an exception that is no text', { as: 'uuid', same: 0, but: [[1, 2]] }],
    ['an exception before the first row', { as: 'uuid', same: 0, but: [[-1, 'a']] }],
    ['an exception behind the last row', { as: 'uuid', same: 0, but: [[2, 'a']] }],
  ])('is refused with %s', (_, column) => {
    expect(() => readIds(column, new Uint8Array(16), 2)).toThrow('cannot be read');
  });
});

function asJson(column: unknown): unknown {
  return JSON.parse(JSON.stringify(column));
}
