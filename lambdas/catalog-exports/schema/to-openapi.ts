import type { Converted } from './converted.ts';
import type { Schema, SchemaObject } from './json-schema.ts';
import { convertCombinations } from './openapi-combinations.ts';
import { convertItems } from './openapi-items.ts';
import { convertMembers } from './openapi-members.ts';
import { convertTypes } from './openapi-types.ts';

/** The keywords that a schema of OpenAPI 3.0 has like draft 7. */
const sameKeywords = new Set([
  'title',
  'description',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

/** What OpenAPI 3.0 cannot say. Without it a schema takes more values. */
const lost = [
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'dependencies',
  'patternProperties',
];

/**
 * A schema of draft 7 as one of OpenAPI 3.0, which is an older dialect. Each value that was valid still is;
 * where OpenAPI 3.0 has no words for a keyword, more are. References stay as they are.
 */
export function toOpenApi(schema: Schema): SchemaObject {
  return convert(schema).schema;
}

/** The same, with whether nothing was lost. */
function convert(schema: Schema): Converted {
  if (schema === true) return { schema: {}, isExact: true };
  if (schema === false) return { schema: { not: {} }, isExact: true };
  // What it leads to may have lost something.
  if (typeof schema['$ref'] === 'string')
    return { schema: { $ref: schema['$ref'] }, isExact: false };
  const parts = [
    plain(schema),
    bounds(schema),
    convertMembers(schema, convert),
    convertCombinations(schema, convert),
    convertItems(schema, convert),
  ];
  const joined = Object.assign({}, ...parts.map((part) => part.schema));
  return {
    schema: convertTypes(schema, joined),
    isExact: parts.every((part) => part.isExact) && lost.every((keyword) => !(keyword in schema)),
  };
}

function plain(schema: SchemaObject): Converted {
  const same = Object.entries(schema).filter(([keyword]) => sameKeywords.has(keyword));
  const { const: only, enum: choice, examples } = schema;
  const values = 'const' in schema ? [only] : choice;
  return {
    schema: {
      ...Object.fromEntries(same),
      ...(Array.isArray(values) && values.length > 0 && { enum: values }),
      ...(Array.isArray(examples) && examples.length > 0 && { example: examples[0] }),
    },
    isExact: !('const' in schema && 'enum' in schema),
  };
}

/** In OpenAPI 3.0 an exclusive bound is a bound, and a flag beside it. */
function bounds(schema: SchemaObject): Converted {
  return {
    schema: {
      ...bound(schema, 'minimum', 'exclusiveMinimum', (one, other) => one >= other),
      ...bound(schema, 'maximum', 'exclusiveMaximum', (one, other) => one <= other),
    },
    isExact: true,
  };
}

function bound(
  schema: SchemaObject,
  inclusive: string,
  exclusive: string,
  isTighter: (one: number, other: number) => boolean,
): SchemaObject {
  const { [inclusive]: within, [exclusive]: beyond } = schema;
  const isExclusive =
    typeof beyond === 'number' && (typeof within !== 'number' || isTighter(beyond, within));
  if (isExclusive) return { [inclusive]: beyond, [exclusive]: true };
  return within === undefined ? {} : { [inclusive]: within };
}
