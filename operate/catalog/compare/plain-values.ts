import { isDeepStrictEqual } from 'node:util';
import { without, type SchemaObject } from '../../../lambdas/catalog-exports/schema/json-schema.ts';

/** A schema with its type as a list in order, and its constant as a choice of one, which needs no type beside it. */
export function plainValues(schema: SchemaObject): SchemaObject {
  const types = plainTypes(schema['type']);
  const choice = choiceOf(schema);
  const rest = without(schema, ['type', 'const', 'enum']);
  if (choice !== undefined) {
    const fitting = choice.filter((value) => types === undefined || covers(types, typeOf(value)));
    return { ...rest, enum: fitting };
  }
  return types === undefined ? rest : { ...rest, type: types };
}

/** The types of the values that a plain form takes; undefined if they may be any. */
export function typesIn({ type, enum: choice }: SchemaObject): readonly string[] | undefined {
  if (Array.isArray(choice)) return plainTypes(choice.map(typeOf)) ?? [];
  return Array.isArray(type) ? type.map(String) : undefined;
}

/** Whether values of a type are among those of some types. */
export function covers(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** Whether a value is among some. */
export function includes(values: readonly unknown[], wanted: unknown): boolean {
  return values.some((value) => isDeepStrictEqual(value, wanted));
}

const everyType = 'array,boolean,null,number,object,string';

/** Types in order, without those that others cover; undefined if a value may have any. */
export function plainTypes(type: unknown): readonly string[] | undefined {
  if (type === undefined) return undefined;
  const all = [...new Set([type].flat().map(String))].toSorted();
  const types = all.filter((one) => one !== 'integer' || !all.includes('number'));
  return types.join(',') === everyType ? undefined : types;
}

function choiceOf(schema: SchemaObject): readonly unknown[] | undefined {
  const choice = Array.isArray(schema['enum']) ? schema['enum'] : undefined;
  if (!('const' in schema)) return choice;
  const only = schema['const'];
  return choice === undefined || includes(choice, only) ? [only] : [];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  // A number that is kept as a text, such as 1.0.
  const number = JSON.isRawJSON(value) ? Number(JSON.stringify(value)) : value;
  if (typeof number !== 'number') return typeof number;
  return Number.isInteger(number) ? 'integer' : 'number';
}
