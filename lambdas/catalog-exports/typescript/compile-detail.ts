import { compile } from 'json-schema-to-typescript';
import { ExportError } from '../export-error.ts';
import type { ExportedType } from '../exported-catalog.ts';
import { mapSubschemas, without, type Schema, type SchemaObject } from '../schema/json-schema.ts';
import { refuseUnexportable } from '../schema/schema-problems.ts';
import { toComponents } from '../schema/to-components.ts';

const definitions = '#/definitions/';

/**
 * The declarations of a detail type's detail in TypeScript; the one with the given name is the detail itself.
 * Rejects with an ExportError if the schema cannot be exported.
 */
export async function compileDetail(type: ExportedType, name: string): Promise<string> {
  refuseUnexportable(type);
  const { description, schema, detailType } = type;
  const prepared = { ...selfContained(schema, name), description: commentText(description) };
  try {
    return await compile(prepared, name, {
      bannerComment: '',
      // Members that nobody knows yet may come; a type need not name them.
      additionalProperties: false,
      unreachableDefinitions: false,
      $refOptions: { resolve: { external: false } },
    });
  } catch (error) {
    const reason = String(error).replaceAll(/\s+/g, ' ');
    throw new ExportError(`${detailType}: has no TypeScript type (${reason})`, { cause: error });
  }
}

/** The names that TypeScript text declares. */
export function declaredNames(text: string): readonly string[] {
  return Array.from(text.matchAll(/^export (?:interface|type) (\w+)/gm), ([, name = '']) => name);
}

/** The schema as json-schema-to-typescript takes it: of draft 7, and named by nothing but its definitions. */
function selfContained(schema: SchemaObject, name: string): SchemaObject {
  const components = toComponents(untitled(schema), name, definitions);
  const root = components.get(name);
  // The compiler takes no definition that is true or false.
  const others = Array.from(components)
    .filter(([own]) => own !== name)
    .map(([own, part]) => [own, typeof part === 'boolean' ? ofBoolean(part) : part]);
  const joined = {
    ...(typeof root === 'object' && root),
    ...(others.length > 0 && { definitions: Object.fromEntries(others) }),
  };
  return JSON.parse(
    JSON.stringify(joined).replaceAll(`"$ref":"${definitions}${name}"`, '"$ref":"#"'),
  );
}

function ofBoolean(schema: boolean): SchemaObject {
  return { tsType: schema ? 'unknown' : 'never' };
}

/** Titles would name types, and different types alike. */
function untitled(schema: SchemaObject): SchemaObject {
  const own = mapSubschemas(without(schema, ['title']), untitledPart);
  const { description } = own;
  return typeof description === 'string' ? { ...own, description: commentText(description) } : own;
}

function untitledPart(schema: Schema): Schema {
  if (typeof schema === 'boolean') return schema;
  const own = untitled(schema);
  // The compiler takes what is described and has no type for an object.
  return Object.keys(own).every((keyword) => annotations.has(keyword))
    ? { ...own, tsType: 'unknown' }
    : own;
}

const annotations = new Set([
  'description',
  'default',
  'deprecated',
  'examples',
  'readOnly',
  'writeOnly',
]);

function commentText(description: string): string {
  return description.replaceAll('*/', '*\u2060/');
}
