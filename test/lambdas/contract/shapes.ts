import { openApi } from '../../support/openapi-check.ts';

/** What a schema says of a value, in whatever language it says so. */
export type Shape =
  | { readonly kind: 'string' | 'time' | 'number' | 'boolean' | 'unknown' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  /** An object of any fields. */
  | { readonly kind: 'record' }
  /** A field that may be missing has a `?` behind its name. */
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>> }
  | { readonly kind: 'orNull'; readonly of: Shape };

/** As much of a JSON Schema as openapi.yaml uses. */
interface Described {
  readonly $ref?: string;
  readonly oneOf?: readonly Described[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
}

/** The shape of a JSON Schema of openapi.yaml. */
export function shapeOfDescribed(schema: Described): Shape {
  if (schema.$ref !== undefined) {
    return shapeOfDescribed(openApi.components.schemas[schema.$ref.split('/').at(-1)!]);
  }
  if (schema.oneOf !== undefined) {
    const other = schema.oneOf.find((one) => one.type !== 'null');
    return { kind: 'orNull', of: shapeOfDescribed(other!) };
  }
  if (typeof schema.type === 'object') {
    const type = schema.type.find((one) => one !== 'null');
    return { kind: 'orNull', of: shapeOfDescribed({ ...schema, type: type! }) };
  }
  if (schema.enum !== undefined) return { kind: 'words', words: schema.enum };
  return shapeOfTyped(schema);
}

function shapeOfTyped(schema: Described): Shape {
  switch (schema.type) {
    case 'string':
      return { kind: schema.format === 'date-time' ? 'time' : 'string' };
    case 'integer':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'array':
      return { kind: 'list', of: shapeOfDescribed(schema.items!) };
    case 'object':
      return shapeOfProperties(schema);
    case undefined:
    default:
      throw new Error(`no shape is known of ${JSON.stringify(schema)}`);
  }
}

function shapeOfProperties({ properties, required = [] }: Described): Shape {
  if (properties === undefined) return { kind: 'record' };
  return objectOf(
    Object.entries(properties).map(([name, member]) => [
      required.includes(name) ? name : `${name}?`,
      shapeOfDescribed(member),
    ]),
  );
}

/** As much of a Valibot schema as the contract uses. */
interface Schema {
  readonly type: string;
  readonly pipe?: readonly { readonly type: string }[];
  readonly options?: readonly string[];
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly entries?: Readonly<Record<string, Schema>>;
}

/** The shape of a Valibot schema. */
export function shapeOfSchema(schema: Schema): Shape {
  switch (schema.type) {
    case 'string': {
      const isTime = schema.pipe?.some((one) => one.type === 'iso_timestamp');
      return { kind: isTime ? 'time' : 'string' };
    }
    case 'number':
    case 'boolean':
    case 'unknown':
    case 'record':
      return { kind: schema.type };
    default:
      return shapeOfComposed(schema);
  }
}

function shapeOfComposed(schema: Schema): Shape {
  switch (schema.type) {
    case 'picklist':
      return { kind: 'words', words: schema.options! };
    case 'nullable':
      return { kind: 'orNull', of: shapeOfSchema(schema.wrapped!) };
    case 'array':
      return { kind: 'list', of: shapeOfSchema(schema.item!) };
    case 'object':
      return objectOf(
        Object.entries(schema.entries!).map(([name, member]) => fieldOf(name, member)),
      );
    default:
      throw new Error(`no shape is known of a schema of type ${schema.type}`);
  }
}

function fieldOf(name: string, member: Schema): readonly [string, Shape] {
  return member.type === 'exact_optional'
    ? [`${name}?`, shapeOfSchema(member.wrapped!)]
    : [name, shapeOfSchema(member)];
}

function objectOf(fields: readonly (readonly [string, Shape])[]): Shape {
  return { kind: 'object', fields: Object.fromEntries(fields) };
}
