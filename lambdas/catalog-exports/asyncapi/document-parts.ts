import type { ExportedType } from '../exported-catalog.ts';
import type { SchemaObject } from '../schema/json-schema.ts';
import { refuseUnexportable } from '../schema/schema-problems.ts';
import { toComponents } from '../schema/to-components.ts';

/** The messages of a channel: one for each detail type. */
export function channelMessages(types: readonly ExportedType[]) {
  return Object.fromEntries(
    types.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]),
  );
}

/** The messages of an operation on a channel. */
export function operationMessages(channel: string, types: readonly ExportedType[]) {
  return types.map(({ name }) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
}

/**
 * The messages and the schemas that they refer to. Throws an ExportError when a schema cannot be exported.
 *
 * @param payload the schema of a message, by that of its detail
 */
export function messageComponents(
  types: readonly ExportedType[],
  payload: (type: ExportedType, detail: SchemaObject) => SchemaObject,
) {
  const messages = types.map((type) => {
    const { detailType, description, name } = type;
    const detail = { $ref: `#/components/schemas/${name}` };
    const names = { name: detailType, title: detailType, summary: description };
    return [
      name,
      { ...names, contentType: 'application/json', payload: payload(type, detail) },
    ] as const;
  });
  types.forEach(refuseUnexportable);
  const schemas = types.flatMap(({ schema, name }) => Array.from(toComponents(schema, name)));
  return { messages: Object.fromEntries(messages), schemas: Object.fromEntries(schemas) };
}
