import { expect, it } from '@jest/globals';
import {
  maxNesting,
  schemaProblems,
} from '../../../../lambdas/catalog-exports/schema/schema-problems.ts';

const nested = (levels: number): object =>
  levels === 0 ? {} : { properties: { a: nested(levels - 1) } };
const at = (part: object, $defs = {}) => ({ properties: { a: part }, $defs });

it.each<[string, object, readonly unknown[]]>([
  ['a reference to the file', at({ $ref: '#' }), []],
  [
    'references to places in it',
    at({ $ref: '#/$defs/x%20~1y' }, { 'x /y': { anyOf: [true, { $ref: '#/properties/a' }] } }),
    [],
  ],
  ['an id at the top', { $id: 'https://x.example/a', ...at({ $ref: '#' }) }, []],
  ['a member with the name of a keyword', at({ properties: { $anchor: true, $id: true } }), []],
  ['a constant like a schema', { const: { $ref: 'x' }, enum: [{ $id: 'x' }] }, []],
  ['no deeper than is taken', nested(maxNesting), []],
  [
    'references that are no places',
    { allOf: [{ $ref: '#name' }, { $ref: 'https://x.example/a#/$defs/x' }] },
    [
      'schema/allOf/0/$ref "#name" is not taken: it must be the place of a schema in this file, as in #/$defs/x',
      'schema/allOf/1/$ref "https://x.example/a#/$defs/x" is not taken: it must be the place of a schema in this file, as in #/$defs/x',
    ],
  ],
  [
    'names for schemas, and references to them',
    { $dynamicAnchor: 'a', items: { $anchor: 'b', $dynamicRef: '#a' } },
    ['$dynamicAnchor', 'items/$anchor', 'items/$dynamicRef'].map(
      (place) => `schema/${place} is not taken: refer to a schema by its place, as in #/$defs/x`,
    ),
  ],
  [
    'an id within',
    at({ $id: 'https://x.example/a' }),
    ['schema/properties/a/$id is not taken here, only at the top'],
  ],
  [
    'a reference to nothing',
    at({ $ref: '#/$defs/constructor' }),
    ['schema/properties/a/$ref "#/$defs/constructor" leads to no schema'],
  ],
  [
    'a reference that cannot be read',
    at({ $ref: '#/$defs/100%' }, { '100%': true }),
    ['schema/properties/a/$ref "#/$defs/100%" is no valid URI'],
  ],
  [
    'references to each other',
    at({ $ref: '#/$defs/x' }, { x: { $ref: '#/properties/a' } }),
    [
      'schema/properties/a/$ref "#/$defs/x" leads back to itself',
      'schema/$defs/x/$ref "#/properties/a" leads back to itself',
    ],
  ],
  [
    'what is nested too deep',
    nested(maxNesting + 1),
    [expect.stringMatching(/^schema\/properties.{1,60}… is nested more than 100 levels deep$/)],
  ],
])('tells what is not taken of a schema with %s', (_, schema, problems) => {
  expect(schemaProblems({ ...schema })).toEqual(problems);
});
