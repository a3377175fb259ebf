import type { Convert, Converted } from './converted.ts';
import { isSchema, type SchemaObject } from './json-schema.ts';

/**
 * The items of an array. OpenAPI 3.0 knows one schema for all of them: where each place has its own, an item
 * may be as any of them.
 */
export function convertItems(schema: SchemaObject, convert: Convert): Converted {
  const { items, additionalItems } = schema;
  if (isSchema(items)) {
    const converted = convert(items);
    // Where no type says that it is an array, convertTypes leaves the items out.
    const isArray = [schema['type']].flat().includes('array');
    return { schema: { items: converted.schema }, isExact: converted.isExact && isArray };
  }
  if (!Array.isArray(items)) return { schema: {}, isExact: true };
  const places = items.filter(isSchema);
  const more = isSchema(additionalItems) ? additionalItems : true;
  const choice = more === false ? places : [...places, more];
  const any = choice.includes(true) || choice.length === 0;
  return {
    schema: {
      items: any ? {} : { anyOf: choice.map((one) => convert(one).schema) },
      ...(more === false && { maxItems: maxItemsOf(schema, places.length) }),
    },
    isExact: false,
  };
}

function maxItemsOf({ maxItems }: SchemaObject, places: number): number {
  return typeof maxItems === 'number' ? Math.min(maxItems, places) : places;
}
