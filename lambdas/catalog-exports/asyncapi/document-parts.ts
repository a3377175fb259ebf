import type { ExportedType } from '../exported-catalog.ts';
import type { SchemaObject } from '../schema/json-schema.ts';
import { refuseUnexportable } from '../schema/schema-problems.ts';
import { toComponents } from '../schema/to-components.ts';

/** What no detail type is called: the message of an event of any detail type without its detail. */
const largeName = 'Large';

/** The messages of a channel: one for each detail type, and that of large events. */
export function channelMessages(types: readonly ExportedType[]) {
  return Object.fromEntries(
    namesOf(types).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
  );
}

/** The messages of an operation on a channel. */
export function operationMessages(channel: string, types: readonly ExportedType[]) {
  return namesOf(types).map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
}

function namesOf(types: readonly ExportedType[]): readonly string[] {
  return [...types.map(({ name }) => name), largeName];
}

/** The schemas of messages. */
export interface PayloadSchemas {
  /** The schema of a message with an event, by that of its detail. */
  readonly whole: (type: ExportedType, detail: SchemaObject) => SchemaObject;
  /** The schema of a message with an event of any detail type whose detail is elsewhere. */
  readonly large: SchemaObject;
}

/**
 * The messages and the schemas that they refer to. Throws an ExportError when a schema cannot be exported.
 */
export function messageComponents(
  types: readonly ExportedType[],
  { whole, large }: PayloadSchemas,
) {
  const messages = types.map((type) => {
    const { detailType, description, name } = type;
    const names = { name: detailType, title: detailType, summary: description };
    return [name, messageOf(names, whole(type, { $ref: `#/components/schemas/${name}` }))] as const;
  });
  types.forEach(refuseUnexportable);
  const schemas = types.flatMap(({ schema, name }) => Array.from(toComponents(schema, name)));
  return {
    messages: { ...Object.fromEntries(messages), [largeName]: messageOf(aboutLarge, large) },
    schemas: Object.fromEntries(schemas),
  };
}

const aboutLarge = {
  name: largeName,
  title: 'Large event',
  summary: 'An event of any detail type whose detail is too large, and is linked to.',
};

function messageOf(names: typeof aboutLarge, payload: SchemaObject) {
  return { ...names, contentType: 'application/json', payload };
}
