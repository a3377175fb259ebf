import { isJsonObject } from '../../domain/json.ts';

/** A JSON Schema: an object of keywords, or true or false. */
export type Schema = boolean | SchemaObject;

/** A JSON Schema that is an object. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** The keywords whose value is a schema, and those whose value is a list or an object of schemas. */
const subschemaKeywords = {
  one: [
    'additionalItems',
    'additionalProperties',
    'contains',
    'else',
    'if',
    'items',
    'not',
    'propertyNames',
    'then',
    'unevaluatedItems',
    'unevaluatedProperties',
  ],
  list: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  named: ['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'],
} as const;

const one: ReadonlySet<string> = new Set(subschemaKeywords.one);
const list: ReadonlySet<string> = new Set(subschemaKeywords.list);
const named: ReadonlySet<string> = new Set(subschemaKeywords.named);

/** What a keyword holds: a schema, a list or an object of schemas, or none. */
export function subschemasKind(keyword: string): keyof typeof subschemaKeywords | undefined {
  if (one.has(keyword)) return 'one';
  if (list.has(keyword)) return 'list';
  return named.has(keyword) ? 'named' : undefined;
}

/** Whether a value can be a schema. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isJsonObject(value);
}

/** A schema with each schema directly in it changed; everything else stays as it is. */
export function mapSubschemas(
  schema: SchemaObject,
  change: (subschema: Schema) => unknown,
): SchemaObject {
  const changed = (value: unknown) => (isSchema(value) ? change(value) : value);
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (one.has(keyword)) return [keyword, changed(value)];
      if (list.has(keyword) && Array.isArray(value)) return [keyword, value.map(changed)];
      if (named.has(keyword) && isJsonObject(value)) return [keyword, mapValues(value, changed)];
      return [keyword, value];
    }),
  );
}

/** The schemas directly in a schema, each with its place: a JSON pointer such as `/properties/name`. */
export function subschemasOf(schema: SchemaObject): readonly (readonly [string, Schema])[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const inside =
      one.has(keyword) && isSchema(value) ? [['', value] as const] : partsOf(keyword, value);
    return inside.flatMap(([name, part]) =>
      isSchema(part) ? [[`/${escapedName(keyword)}${name}`, part] as const] : [],
    );
  });
}

function partsOf(keyword: string, value: unknown): readonly (readonly [string, unknown])[] {
  const isNested = list.has(keyword)
    ? Array.isArray(value)
    : named.has(keyword) && isJsonObject(value);
  if (!isNested || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, part]) => [`/${escapedName(name)}`, part] as const);
}

/** A name as it is written in a JSON pointer. */
export function escapedName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** An object with each value changed. */
export function mapValues(
  object: SchemaObject,
  change: (value: unknown, name: string) => unknown,
): SchemaObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, change(value, name)]),
  );
}

/** A schema without some of its keywords. */
export function without(schema: SchemaObject, keywords: readonly string[]): SchemaObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)),
  );
}

/** What a JSON pointer in a reference such as `#/$defs/user` leads to; undefined if there is nothing. */
export function resolvePointer(root: Schema, reference: string): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  const names = reference.slice(2).split('/').map(unescaped);
  return names.reduce<unknown>((at, name) => {
    if (Array.isArray(at)) return at[Number(name)];
    return isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }, root);
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return name;
  }
}
