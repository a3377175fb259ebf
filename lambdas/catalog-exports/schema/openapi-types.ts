import { without, type SchemaObject } from './json-schema.ts';

/**
 * The type of a schema in OpenAPI 3.0, which knows one type and, beside it, `nullable`: several types become
 * alternatives.
 *
 * @param original of draft 7
 * @param converted the same in OpenAPI 3.0, still without type
 */
export function convertTypes(original: SchemaObject, converted: SchemaObject): SchemaObject {
  const named = [original['type']].flat().filter((type) => typeof type === 'string');
  // `items` says nothing of what is no array, and OpenAPI's tools take it only beside that type.
  if (named.length === 0) return without(converted, ['items']);
  const types = named.filter((type) => type !== 'null');
  const isNullable = types.length < named.length;
  const nullable = isNullable ? { nullable: true } : {};
  const [first, second] = types;
  // `nullable` says something only beside a type.
  if (first === undefined) return { ...converted, type: 'object', nullable: true, enum: [null] };
  if (second === undefined) return { type: first, ...nullable, ...withItems(first, converted) };
  const { items, anyOf, allOf, ...rest } = converted;
  const alternatives = types.map((type) => ({
    type,
    ...nullable,
    ...(type === 'array' && { items: items ?? {} }),
  }));
  if (anyOf === undefined)
    return { ...rest, ...(allOf !== undefined && { allOf }), anyOf: alternatives };
  const all = [...(Array.isArray(allOf) ? allOf : []), { anyOf: alternatives }];
  return { ...rest, anyOf, allOf: all };
}

/** An array must say what its items are in OpenAPI 3.0. */
function withItems(type: string, schema: SchemaObject): SchemaObject {
  if (type !== 'array') return without(schema, ['items']);
  return { ...schema, items: schema['items'] ?? {} };
}
