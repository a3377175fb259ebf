import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compareSchemas } from '../../../../operate/catalog/compare/compare-schemas.ts';
import {
  anySchema,
  anyValue,
} from '../../../lambdas/catalog-exports/support/schema-arbitraries.ts';
import { validator2020 } from '../../../lambdas/catalog-exports/support/validators.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

type Row = readonly [name: string, before: object, after: object, changes: readonly string[]];

const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };
const within = (schema: object, $defs: object) => ({ ...schema, $defs });
const user = { $ref: '#/$defs/user' };

const rows: readonly Row[] = [
  ['a new optional member', object({}), object({ a: text }), ['compatible /a is new and optional']],
  [
    'a new required member',
    object({}),
    object({ a: text }, ['a']),
    ['breaking /a is new and required'],
  ],
  [
    'a new member of a closed object',
    { ...object({}), additionalProperties: false },
    { ...object({ a: text }), additionalProperties: false },
    ['breaking /a is new'],
  ],
  [
    'a new member where none may be left over',
    { ...object({}), unevaluatedProperties: false },
    { ...object({ a: text }), unevaluatedProperties: false },
    ['breaking /a is new'],
  ],
  [
    'members that are no longer left over',
    { unevaluatedProperties: false },
    { unevaluatedProperties: false, additionalProperties: true },
    ['risky additionalProperties looks at more'],
  ],
  [
    'items that are left over in a condition',
    { unevaluatedItems: false, allOf: [{ items: true }] },
    { unevaluatedItems: false, allOf: [{}] },
    ['risky items looks at less'],
  ],
  [
    'what forbids nothing where nothing counts it',
    { additionalProperties: true, items: true },
    {},
    [],
  ],
  ['a removed member', object({ a: text }), object({}), ['breaking /a is gone']],
  [
    'a member that becomes optional',
    object({ a: text }, ['a']),
    object({ a: text }),
    ['breaking /a is no longer required'],
  ],
  [
    'a member that becomes required',
    object({ a: text }),
    object({ a: text }, ['a']),
    ['breaking /a is now required'],
  ],
  [
    'a wider type',
    { type: 'string' },
    { type: ['string', 'null'] },
    ['breaking type was string and is null, string'],
  ],
  [
    'a narrower type',
    { type: ['string', 'null'] },
    { type: 'string' },
    ['breaking type was null, string and is string'],
  ],
  [
    'a whole number that becomes any',
    { type: 'integer' },
    { type: 'number' },
    ['breaking type was integer and is number'],
  ],
  ['a type that is dropped', { type: 'string' }, {}, ['breaking has no type any more']],
  ['a type that is known now', {}, { type: 'string' }, ['risky has a type: string']],
  ['the order of types', { type: ['string', 'null'] }, { type: ['null', 'string'] }, []],
  [
    'another constant',
    { const: 'a' },
    { const: 'b' },
    ['breaking the value "a" is gone', 'risky the value "b" is new'],
  ],
  [
    'a constant that becomes a choice',
    { const: 'a' },
    { enum: ['a', 'b'] },
    ['risky the value "b" is new'],
  ],
  ['a new value', { enum: ['a'] }, { enum: ['a', 'b'] }, ['risky the value "b" is new']],
  ['a removed value', { enum: ['a', 'b'] }, { enum: ['a'] }, ['breaking the value "b" is gone']],
  ['a choice that is dropped', { enum: ['a'] }, {}, ['breaking may have any value now']],
  ['a choice that is made', {}, { enum: ['a'] }, ['breaking may only be "a" now']],
  [
    'another format',
    { format: 'uri' },
    { format: 'date' },
    ['breaking format was "uri" and is "date"'],
  ],
  ['another bound', { maxLength: 1 }, { maxLength: 2 }, ['risky maxLength was 1 and is 2']],
  ['an unknown keyword', { 'x-order': 1 }, { 'x-order': 2 }, ['risky x-order was 1 and is 2']],
  [
    'a closed object',
    { type: 'object' },
    { type: 'object', additionalProperties: false },
    ['risky additionalProperties was true and is false'],
  ],
  [
    'what other members are',
    { additionalProperties: text },
    { additionalProperties: { type: 'null' } },
    ['breaking /{other} type was string and is null'],
  ],
  [
    'what is in an array',
    { items: object({ a: text }) },
    { items: object({}) },
    ['breaking /*/a is gone'],
  ],
  [
    'an alternative that comes',
    { anyOf: [text, object({ a: text })] },
    { anyOf: [text, object({ a: text }), object({ b: text })] },
    ['breaking anyOf had 2 schemas and has 3'],
  ],
  [
    'an alternative that changes',
    { oneOf: [text, object({ a: text })] },
    { oneOf: [object({}), text] },
    ['breaking /a is gone'],
  ],
  [
    'a condition that comes',
    { minLength: 1 },
    { minLength: 1, allOf: [{ minLength: 2 }] },
    ['breaking allOf had 0 schemas and has 1'],
  ],
  [
    'false in the place of a schema',
    object({ a: text }),
    object({ a: false }),
    ['breaking /a can no longer be there'],
  ],
  [
    'what a reference leads to',
    within(object({ by: user }), { user: object({ id: text }) }),
    within(object({ by: user }), { user: object({}) }),
    ['breaking /by/id is gone'],
  ],
  ['a definition that nothing uses', within({}, { user: text }), within({}, {}), []],
  [
    'a reference in the place of the same schema',
    object({ by: text }),
    within(object({ by: user }), { user: text }),
    [],
  ],
  [
    'what stands beside a reference',
    within({ ...user, minLength: 1 }, { user: text }),
    within({ ...user, minLength: 2 }, { user: text }),
    ['risky minLength was 1 and is 2'],
  ],
  [
    'a reference in a keyword that is not compared',
    within({ not: user }, { user: text }),
    within({ not: user }, { user: { type: 'null' } }),
    ['risky not has changed'],
  ],
  [
    'a schema that refers to itself',
    object({ up: { $ref: '#' }, a: text }),
    object({ up: { $ref: '#' } }),
    ['breaking /a is gone'],
  ],
  [
    'a reference that leads nowhere',
    { $ref: '#/no', type: 'string' },
    { $ref: '#/no', type: 'string', minLength: 1 },
    ['risky may have changed'],
  ],
  [
    'words for people',
    { description: 'a', examples: [1], title: 'A' },
    { description: 'b', default: 1 },
    [],
  ],
  [
    'a type that a constant says already',
    object({ a: { const: 'a' }, b: { type: 'number', enum: [1, 2] } }),
    object({ a: { type: 'string', const: 'a' }, b: { enum: [1, 2] } }),
    [],
  ],
  [
    'other members that may be anything, in other words',
    { additionalProperties: {}, minProperties: 0, required: [] },
    { additionalProperties: { description: 'any' } },
    [],
  ],
  [
    'a new member where others have a schema',
    { additionalProperties: text },
    { additionalProperties: text, properties: { a: text, b: { type: 'null' } } },
    [
      'compatible /a is new and optional',
      'compatible /b is new and optional',
      'breaking /b type was string and is null',
    ],
  ],
  [
    'a new member that a pattern has',
    { additionalProperties: false, patternProperties: { '^x-': text, '(': text } },
    {
      additionalProperties: false,
      patternProperties: { '^x-': text, '(': text },
      properties: { 'x-a': text },
    },
    ['compatible /x-a is new and optional'],
  ],
  [
    'a member that is gone from a map by pattern',
    { patternProperties: { '^x': object({ a: text }), '^y': text } },
    { patternProperties: { '^x': object({}), '^z': text } },
    [
      'breaking /{^x}/a is gone',
      'breaking /{^y} is gone',
      'risky patternProperties of "^z" has come',
    ],
  ],
  [
    'a member that is gone from a place in an array',
    { prefixItems: [text, object({ a: text })], items: text },
    { prefixItems: [text, object({}), text], items: text },
    ['breaking /1/a is gone'],
  ],
  [
    'members that are gone under a condition',
    {
      if: { title: 'A', required: ['a'] },
      else: object({ b: text }),
      dependentSchemas: { c: object({ d: text }), e: true },
    },
    { if: { required: ['a'] }, else: object({}), dependentSchemas: { c: object({}) } },
    ['breaking /b is gone', 'breaking /d is gone', 'risky dependentSchemas of "e" is gone'],
  ],
  [
    'another condition',
    { if: { required: ['a'] }, else: { required: ['b'] } },
    { if: { required: ['c'] }, else: { required: ['b'] } },
    ['risky if has changed'],
  ],
  [
    'a schema in two places, in each of them',
    within(object({ by: user, for: user }), { user: object({ id: text }) }),
    within(object({ by: user, for: user }), { user: object({}) }),
    ['breaking /by/id is gone', 'breaking /for/id is gone'],
  ],
  [
    'a part that may be anything and refers to itself now',
    { type: 'array' },
    { type: 'array', items: { $ref: '#' } },
    ['risky /* has a type: array'],
  ],
  [
    'a reference in an allOf, with a text beside it',
    within(object({ by: user, for: { ...user, maxProperties: 2 } }), {
      user: object({ id: text }),
    }),
    within(
      object({
        by: { allOf: [user], description: 'who' },
        for: { allOf: [user, {}], maxProperties: 2 },
      }),
      { user: object({ id: text }) },
    ),
    [],
  ],
  [
    'members that move to a common definition',
    object({ id: text, name: text }, ['id']),
    within(
      { allOf: [{ $ref: '#/$defs/base' }], ...object({ name: text }) },
      { base: object({ id: text }, ['id']) },
    ),
    [],
  ],
  [
    'a list of types as alternatives',
    object({ a: { type: ['string', 'null'] }, b: { enum: ['x', 'y'] } }),
    object({
      a: { anyOf: [text, { type: 'null' }] },
      b: { oneOf: [{ const: 'y' }, { const: 'x' }] },
    }),
    [],
  ],
  [
    'an object or null, in other words',
    within({ oneOf: [{ type: 'null' }, user] }, { user: object({ id: text }) }),
    { ...object({ id: text }), type: ['object', 'null'] },
    [],
  ],
  [
    'alternatives that overlap, of which oneOf takes none',
    { oneOf: [{ type: 'number' }, { type: 'integer' }] },
    { type: 'number' },
    ['risky has a type: number', 'breaking oneOf had 2 schemas and has 0'],
  ],
  [
    'definitions with other names in a negation',
    within({ not: user }, { user: { anyOf: [text, { $ref: '#/$defs/user' }] } }),
    { not: { $ref: '#/$defs/who' }, $defs: { who: { anyOf: [{ $ref: '#/$defs/who' }, text] } } },
    [],
  ],
  [
    'a condition whose reference leads to the same',
    within({ ...object({}), if: user, else: { required: ['a'] } }, { user: object({ id: text }) }),
    within(
      { ...object({ a: text }), if: user, else: { required: ['a'] } },
      { user: object({ id: text }) },
    ),
    ['compatible /a is new and optional'],
  ],
  [
    'a format where there was none',
    text,
    { ...text, format: 'uri' },
    ['risky has a format: "uri"'],
  ],
  ['a name with a slash', object({ 'a/b~c': text }), object({}), ['breaking /a~1b~0c is gone']],
];

describe.each(rows)('%s', (_, before, after, changes) => {
  it('is told as what it is', () => {
    const found = compareSchemas({ ...before }, { ...after }).map(({ severity, path, what }) =>
      [severity, path, what].filter((part) => part !== '').join(' '),
    );

    expect(found.toSorted()).toEqual(changes.toSorted());
  });
});

/** A schema in 2,048 places. */
const nestedTwice = (innermost: object) => {
  const levels = Array.from({ length: 11 }, (_, level) => {
    const next = { $ref: `#/$defs/level${level + 1}` };
    return [`level${level}`, object({ a: next, b: next })];
  });
  return {
    $ref: '#/$defs/level0',
    $defs: { ...Object.fromEntries(levels), level11: innermost },
  };
};

it('says that there are more changes than anybody reads', () => {
  const found = compareSchemas(nestedTwice(object({ id: text })), nestedTwice(object({})));

  expect(found).toHaveLength(1_000);
  expect(found.at(-1)).toMatchObject({
    severity: 'breaking',
    what: expect.stringMatching(/^has over/),
  });
});

/** As a file would have it. */
const read = (schema: object): Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(schema));

it('finds nothing where nothing has changed', () => {
  fc.assert(
    fc.property(anySchema, (schema) => {
      expect(compareSchemas(read(schema), read(schema))).toEqual([]);
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

it('never misses a change by which a value becomes valid or invalid', () => {
  const values = fc.array(anyValue, { minLength: 5, maxLength: 20 });

  fc.assert(
    fc.property(anySchema, anySchema, values, (one, other, some) => {
      const before = read(one);
      const after = read({ ...one, ...other });
      const validBefore = validator2020(before);
      const validAfter = validator2020(after);
      const isSame = some.every((value) => {
        const [was, is] = [validBefore(value), validAfter(value)];
        return was === undefined || is === undefined || was === is;
      });

      expect(isSame || compareSchemas(before, after).length > 0).toBe(true);
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

it('takes a new optional member for compatible wherever it is', () => {
  fc.assert(
    fc.property(anySchema, ({ $defs, ...schema }) => {
      const before = read({ ...object({ a: schema }), $defs });
      const after = read({ ...object({ a: schema, new: text }), $defs });
      const found = compareSchemas(before, after).filter(({ path }) => path === '/new');

      expect(found.map(({ severity }) => severity)).toEqual(['compatible']);
    }),
  );
});

it.each([
  ['the first alternatives', {}, { anyOf: [text] }, 'events of before'],
  ['alternatives that are all gone', { anyOf: [text] }, {}, 'consumers may get'],
  ['one alternative more', { oneOf: [text] }, { oneOf: [text, { type: 'null' }] }, 'consumers may'],
  ['one alternative less', { oneOf: [text, { type: 'null' }] }, { oneOf: [text] }, 'events of'],
])('says who notices %s', (_, before, after, why) => {
  expect(compareSchemas(before, after).map((change) => change.why)).toEqual([
    expect.stringMatching(`^${why}`),
  ]);
});
