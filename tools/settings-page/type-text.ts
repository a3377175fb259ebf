import * as v from 'valibot';

/** A TypeScript type of the values that a schema takes. Throws for a kind of schema that no stage has yet. */
export function typeText(schema: v.GenericSchema): string {
  const inner = v.getMetadata(schema)['holds'] ?? lastOfPipe(schema);
  return isSchema(inner) ? typeText(inner) : plainTypeText(schema);
}

/** A pipe holds what its last schema does. */
function lastOfPipe(schema: v.GenericSchema): unknown {
  return 'pipe' in schema && Array.isArray(schema.pipe)
    ? schema.pipe.findLast(isSchema)
    : undefined;
}

function plainTypeText(schema: v.GenericSchema): string {
  const { type, options, item, key, value }: Record<string, unknown> = Object(schema);
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return type;
    case 'picklist':
      return Object.values(Object(options))
        .map((one) => JSON.stringify(one))
        .join(' | ');
    case 'array':
      return `readonly (${textOf(item)})[]`;
    case 'record':
      return `Readonly<Record<${textOf(key)}, ${textOf(value)}>>`;
    default:
      throw new Error(`nobody has said how a schema of ${String(type)} is written as a type`);
  }
}

function textOf(schema: unknown): string {
  if (isSchema(schema)) return typeText(schema);
  throw new Error('a schema was expected');
}

/** Whether a value is a schema. */
export function isSchema(value: unknown): value is v.GenericSchema {
  return Object(value).kind === 'schema';
}
