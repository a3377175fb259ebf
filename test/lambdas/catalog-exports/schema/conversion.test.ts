import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { toComponents } from '../../../../lambdas/catalog-exports/schema/to-components.ts';
import { toOpenApi } from '../../../../lambdas/catalog-exports/schema/to-openapi.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { anySchema, anyValue } from '../support/schema-arbitraries.ts';
import { validator2020, validator7, validatorOpenApi } from '../support/validators.ts';

const openApiOf = (schema: Readonly<Record<string, unknown>>) =>
  new Map(Array.from(toComponents(schema, 'Root'), ([name, part]) => [name, toOpenApi(part)]));

/** The values that a schema takes, and its converted form does not. */
function refused(
  schema: Readonly<Record<string, unknown>>,
  values: readonly unknown[],
  validatorOf: () => (value: unknown) => unknown,
): readonly unknown[] {
  const original = validator2020(schema);
  const converted = validatorOf();
  return values.filter((value) => original(value) && converted(value) !== true);
}

describe('a schema that was converted', () => {
  const values = fc.array(anyValue, { minLength: 5, maxLength: 20 });

  it('takes as draft 7 what it took as draft 2020-12', () => {
    fc.assert(
      fc.property(anySchema, values, (schema, some) => {
        expect(
          refused(schema, some, () => validator7(toComponents(schema, 'Root'), 'Root')),
        ).toEqual([]);
      }),
      { numRuns: propertyRuns(600, 100) },
    );
  });

  it('takes in OpenAPI 3.0 what it took as draft 2020-12', () => {
    fc.assert(
      fc.property(anySchema, values, (schema, some) => {
        expect(refused(schema, some, () => validatorOpenApi(openApiOf(schema), 'Root'))).toEqual(
          [],
        );
      }),
      { numRuns: propertyRuns(600, 100) },
    );
  });
});

describe.each<[string, object, object]>([
  ['a constant is an enumeration of one', { const: 'a' }, { enum: ['a'] }],
  [
    'null among the types is nullable',
    { type: ['string', 'null'] },
    { type: 'string', nullable: true },
  ],
  [
    'null alone is the only value',
    { type: 'null' },
    { type: 'object', nullable: true, enum: [null] },
  ],
  [
    'several types are alternatives, and items go to the array',
    { type: ['array', 'string'], items: { type: 'integer' } },
    { anyOf: [{ type: 'array', items: { type: 'integer' } }, { type: 'string' }] },
  ],
  ['an array always has items', { type: 'array' }, { type: 'array', items: {} }],
  [
    'places in an array are any of them',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] }, maxItems: 2 },
  ],
  [
    'an exclusive bound is a bound with a flag',
    { type: 'number', exclusiveMinimum: 0 },
    { type: 'number', minimum: 0, exclusiveMinimum: true },
  ],
  [
    'a member by its pattern is any other member',
    {
      type: 'object',
      patternProperties: { '^x': { type: 'string' } },
      additionalProperties: false,
    },
    { type: 'object', additionalProperties: { type: 'string' } },
  ],
  [
    'an empty list of required members is left out',
    { type: 'object', required: [] },
    { type: 'object' },
  ],
  ['what says nothing stays empty', { $comment: 'anything' }, {}],
  [
    'a condition is left out',
    { type: 'object', if: { required: ['a'] }, else: { required: ['b'] } },
    { type: 'object' },
  ],
  [
    'a negation that would lose something is left out',
    { not: { propertyNames: { maxLength: 1 } } },
    {},
  ],
  ['a negation that loses nothing stays', { not: { type: 'string' } }, { not: { type: 'string' } }],
  [
    'the first example is the example',
    { type: 'string', examples: ['a', 'b'] },
    { type: 'string', example: 'a' },
  ],
])('in OpenAPI 3.0, %s', (_, schema, expected) => {
  it('as written', () => {
    expect(openApiOf({ ...schema }).get('Root')).toEqual(expected);
  });
});

it('as draft 7, an array may still be without what minContains of 0 does not ask for', () => {
  const schema = { contains: { type: 'string' }, minContains: 0, maxContains: 2 };

  expect(toComponents(schema, 'A').get('A')).toEqual({});
});

describe('references', () => {
  it('lead to components, one for each place, also where schemas refer to themselves', () => {
    const schema = {
      type: 'object',
      properties: {
        boss: { $ref: '#/$defs/user' },
        copy: { $ref: '#/$defs/user' },
        tree: { $ref: '#' },
      },
      $defs: { user: { type: 'object', properties: { boss: { $ref: '#/$defs/user' } } } },
    };

    expect(Object.fromEntries(toComponents(schema, 'Push'))).toEqual({
      Push: {
        type: 'object',
        properties: {
          boss: { $ref: '#/components/schemas/Push.user' },
          copy: { $ref: '#/components/schemas/Push.user' },
          tree: { $ref: '#/components/schemas/Push' },
        },
      },
      'Push.user': {
        type: 'object',
        properties: { boss: { $ref: '#/components/schemas/Push.user' } },
      },
    });
  });

  it('keep what stands beside them', () => {
    const schema = { properties: { a: { $ref: '#/$defs/x', minLength: 1 } }, $defs: { x: true } };

    expect(toComponents(schema, 'A').get('A')).toEqual({
      properties: { a: { minLength: 1, allOf: [{ $ref: '#/components/schemas/A.x' }] } },
    });
  });

  it.each(['#/$defs/missing', 'other.json', '#anchor'])('to %s are named in an error', ($ref) => {
    expect(() => toComponents({ properties: { a: { $ref } } }, 'Push')).toThrow(
      `Push: the schema has no ${$ref}, to which a $ref leads`,
    );
  });
});
