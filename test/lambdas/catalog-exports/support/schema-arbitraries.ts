import * as fc from 'fast-check';

const names = fc.constantFrom('a', 'b', 'ab', 'c');
const scalar = fc.constantFrom<unknown>(null, true, 0, 1, 1.5, 7, '', 'a', 'b', 'long text');
const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

const scalarKeywords: readonly fc.Arbitrary<object>[] = [
  fc.record({
    type: fc.oneof(
      fc.constantFrom(...types),
      fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 }),
    ),
  }),
  fc.record({ const: scalar }),
  fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }),
  fc.record({ minimum: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ exclusiveMinimum: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ maximum: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ exclusiveMaximum: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ maxLength: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ required: fc.uniqueArray(names, { maxLength: 2 }) }),
  fc.record({ propertyNames: fc.record({ maxLength: fc.integer({ min: 0, max: 2 }) }) }),
  fc.record({
    dependentRequired: fc.record({ a: fc.uniqueArray(names, { maxLength: 2 }) }),
  }),
];

const nestedKeywords = (part: fc.Arbitrary<unknown>): readonly fc.Arbitrary<object>[] => [
  fc.record({ properties: fc.dictionary(names, part, { maxKeys: 2 }) }),
  fc.record({ additionalProperties: part }),
  fc.record({ patternProperties: fc.record({ '^a': part }) }),
  fc.record({ dependentSchemas: fc.record({ b: part }) }),
  fc.record({ items: part }),
  fc.record({ prefixItems: fc.array(part, { minLength: 1, maxLength: 2 }) }),
  fc.record({ contains: part }),
  fc.record({ allOf: fc.array(part, { minLength: 1, maxLength: 2 }) }),
  fc.record({ anyOf: fc.array(part, { minLength: 1, maxLength: 2 }) }),
  fc.record({ oneOf: fc.array(part, { minLength: 1, maxLength: 2 }) }),
  fc.record({ not: part }),
  fc.record({ if: part }),
  fc.record({ else: part }),
  fc.record({ unevaluatedProperties: part }),
];

/** Schemas of which some are references to the definition, if there are references. */
const schemas = (references: readonly object[]) =>
  fc.letrec((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small' },
      { weight: 2, arbitrary: fc.constantFrom(true, false, ...references) },
      { weight: 5, arbitrary: tie('keywords') },
    ),
    keywords: fc
      .array(
        fc.oneof({ depthSize: 'small' }, ...scalarKeywords, ...nestedKeywords(tie('schema'))),
        { minLength: 1, maxLength: 3 },
      )
      .map((parts) => Object.assign({}, ...parts)),
  })).keywords;

/** A schema of draft 2020-12 in which references lead to one definition. */
export const anySchema = fc
  .tuple(schemas([{ $ref: '#/$defs/part' }]), schemas([]))
  .map(([root, part]): Readonly<Record<string, unknown>> => ({
    ...(typeof root === 'object' && root),
    $defs: { part },
  }));

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
}));

/** A JSON value that such a schema may take. */
export const anyValue = value;
