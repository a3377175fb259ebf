import type { Convert, Converted } from './converted.ts';
import { isSchema, type SchemaObject } from './json-schema.ts';

/**
 * What a schema combines of others. Where a part takes more values than before, `not` would take fewer and is
 * left out, and `oneOf` becomes `anyOf`.
 */
export function convertCombinations(schema: SchemaObject, convert: Convert): Converted {
  const listOf = (keyword: string): readonly Converted[] => {
    const value = schema[keyword];
    return Array.isArray(value) ? value.filter(isSchema).map(convert) : [];
  };
  const anyOf = listOf('anyOf');
  const oneOf = convertOneOf(listOf('oneOf'));
  const allOf = [...listOf('allOf'), ...oneOf.allOf];
  const denied = convertNot(schema, convert);
  return {
    schema: {
      ...listed('allOf', allOf),
      ...listed('anyOf', anyOf),
      ...listed('oneOf', oneOf.oneOf),
      ...denied.schema,
    },
    isExact: areExact([...allOf, ...anyOf, denied]),
  };
}

/** Alternatives of which one fits, or several if the parts are not exact. */
function convertOneOf(oneOf: readonly Converted[]) {
  if (areExact(oneOf)) return { oneOf, allOf: [] };
  return { oneOf: [], allOf: [{ schema: listed('anyOf', oneOf), isExact: false }] };
}

function convertNot({ not }: SchemaObject, convert: Convert): Converted {
  if (!isSchema(not)) return { schema: {}, isExact: true };
  const { schema, isExact } = convert(not);
  return { schema: isExact ? { not: schema } : {}, isExact };
}

function listed(keyword: string, parts: readonly Converted[]): SchemaObject {
  return parts.length === 0 ? {} : { [keyword]: parts.map(({ schema }) => schema) };
}

function areExact(parts: readonly Converted[]): boolean {
  return parts.every(({ isExact }) => isExact);
}
