import { isJsonObject } from '../../domain/json.ts';
import type { Convert, Converted } from './converted.ts';
import { isSchema, mapValues, type SchemaObject } from './json-schema.ts';

/** The members of an object. */
export function convertMembers(schema: SchemaObject, convert: Convert): Converted {
  const { required } = schema;
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : undefined;
  const others = otherMembers(schema, convert);
  let isExact = others.isExact;
  const convertOne = (value: unknown) => {
    if (!isSchema(value)) return value;
    const converted = convert(value);
    isExact &&= converted.isExact;
    return converted.schema;
  };
  return {
    schema: {
      ...(properties !== undefined && { properties: mapValues(properties, convertOne) }),
      // An empty list is not allowed in OpenAPI 3.0.
      ...(Array.isArray(required) && required.length > 0 && { required }),
      ...others.schema,
    },
    isExact,
  };
}

/** The members that `properties` does not name. Those that a pattern names are among them in OpenAPI 3.0. */
function otherMembers(
  { additionalProperties, patternProperties }: SchemaObject,
  convert: Convert,
): Converted {
  if (!isSchema(additionalProperties)) return { schema: {}, isExact: true };
  const patterns = isJsonObject(patternProperties)
    ? Object.values(patternProperties).filter(isSchema)
    : [];
  const choice = [...patterns, additionalProperties].filter((one) => one !== false);
  if (choice.includes(true)) return { schema: { additionalProperties: true }, isExact: true };
  const converted = choice.map(convert);
  const schemas = converted.map((one) => one.schema);
  const [first, second] = schemas;
  const allowed = second === undefined ? first : { anyOf: schemas };
  return {
    schema: { additionalProperties: allowed ?? false },
    isExact: converted.every((one) => one.isExact),
  };
}
