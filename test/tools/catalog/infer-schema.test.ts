import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { inferSchema } from '../../../tools/catalog/infer-schema.ts';
import { compileDetailSchema } from '../../support/detail-schemas.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const member = fc.constantFrom('id', 'url', 'html_url', 'created_at', 'name', '__proto__');

const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 1, 1.5, ''),
    fc.string(),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString()),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(member, tie('value'), { maxKeys: 4 }),
  ),
}));

describe('the schema inferred from samples', () => {
  test('takes each of them', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 4 }), (samples) => {
        const validate = compileDetailSchema(inferSchema(samples));

        for (const sample of samples) expect([validate(sample), sample]).toEqual([true, sample]);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('requires what all of them have, and allows what none of them has', () => {
    const schema = inferSchema([{ a: 1, b: 'x' }, { b: 'y' }]);
    const validate = compileDetailSchema(schema);

    expect(schema.required).toEqual(['b']);
    expect([{ b: '' }, { b: '', c: 1 }, { a: 1 }].map((value) => validate(value))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each([
    ['null in some', [null, 'x'], { type: ['string', 'null'] }],
    ['null in all', [null, null], {}],
    ['of two types', ['x', true], { type: ['string', 'boolean'] }],
    ['a whole number', [1, 2], { type: 'integer' }],
    ['a fraction in some', [1, 2.5, null], { type: ['number', 'null'] }],
    ['never more than an empty object', [{}], { type: 'object' }],
    ['never more than an empty array', [[]], { type: 'array' }],
    ['an array', [[1], [], ['x']], { type: 'array', items: { type: ['integer', 'string'] } }],
    ['an array of null', [[null]], { type: 'array', items: {} }],
  ])('of what is %s', (_, values, schema) => {
    expect(inferSchema(values)).toEqual(schema);
  });

  test.each([
    ['created_at', ['2026-01-01T00:00:00Z', null], 'date-time'],
    ['created_at', ['2026-01-01T00:00:00.5+01:00'], 'date-time'],
    ['created_at', ['2026-01-01T00:00:00Z', 'soon'], undefined],
    ['created_at', ['2026-01-01T00:00:00+0100'], undefined],
    ['html_url', ['https://example.com/a?b=%20'], 'uri'],
    ['url', ['https://example.com', null], 'uri'],
    ['url', ['https://example.com', ''], undefined],
    ['url', ['https://example.com/{owner}'], undefined],
    ['homepage', ['https://example.com'], undefined],
    ['curl', ['https://example.com'], undefined],
  ])('gives %s a format only when that is certain: %j', (name, values, format) => {
    expect(inferSchema(values, name).format).toBe(format);
  });
});
