import { isJsonObject } from '../../../lambdas/domain/json.ts';
import { escapedName } from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import { narrower, wider, type CompareParts, type Versions, type SchemaChange } from './change.ts';
import { compareNamed } from './compare-named.ts';

/** Changes of the members of an object. */
export function compareMembers(versions: Versions, compare: CompareParts): readonly SchemaChange[] {
  const { before, after } = versions;
  const was = membersOf(before);
  const is = membersOf(after);
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return [
    ...names.flatMap((name) => {
      const path = `/${escapedName(name)}`;
      const one = was.get(name);
      const other = is.get(name);
      if (one === undefined) {
        return other === undefined ? [] : added({ path, name, ...other }, before, compare);
      }
      if (other === undefined) return [removed(path)];
      return [...compareRequired(path, one, other), ...compareKnown(path, one, other, compare)];
    }),
    ...compareOthers(versions, compare),
    ...compareNamed('patternProperties', versions, compare),
  ];
}

interface Member {
  readonly isRequired: boolean;
  /** Undefined if it is only required. */
  readonly schema: unknown;
}

function membersOf({ properties, required }: Versions['before']): ReadonlyMap<string, Member> {
  const schemas = isJsonObject(properties) ? properties : {};
  const needed = new Set(Array.isArray(required) ? required.map(String) : []);
  return new Map(
    [...new Set([...Object.keys(schemas), ...needed])].map((name) => {
      const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      return [name, { isRequired: needed.has(name), schema }];
    }),
  );
}

type Added = Member & { readonly path: string; readonly name: string };

function added(
  { path, name, isRequired, schema }: Added,
  before: Versions['before'],
  compare: CompareParts,
): readonly SchemaChange[] {
  if (isRequired) {
    const why = `${narrower}: make it optional`;
    return [{ severity: 'breaking', path, what: 'is new and required', why }];
  }
  const allowed = allowedBefore(name, before);
  if (allowed === false) {
    return [
      { severity: 'breaking', path, what: 'is new', why: 'the schema allowed no such member' },
    ];
  }
  if (schema === false) return compare(path, allowed, schema);
  return [
    { severity: 'compatible', path, what: 'is new and optional', why: 'consumers ignore it' },
    ...(allowed === true ? [] : compare(path, allowed, schema)),
  ];
}

/** What a member without a name in the schema could be. */
function allowedBefore(name: string, before: Versions['before']): unknown {
  const { patternProperties, additionalProperties = true, unevaluatedProperties } = before;
  const patterns = Object.entries(isJsonObject(patternProperties) ? patternProperties : {});
  const [, byPattern] = patterns.find(([pattern]) => matches(pattern, name)) ?? [];
  if (byPattern !== undefined) return byPattern;
  const isClosed = unevaluatedProperties !== undefined && unevaluatedProperties !== true;
  return isClosed ? false : additionalProperties;
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}

function removed(path: string): SchemaChange {
  return {
    severity: 'breaking',
    path,
    what: 'is gone',
    why: 'consumers may read it, and rules match it',
  };
}

function compareRequired(path: string, one: Member, other: Member): readonly SchemaChange[] {
  if (one.isRequired === other.isRequired) return [];
  const what = other.isRequired ? 'is now required' : 'is no longer required';
  const why = other.isRequired ? narrower : 'consumers read it unasked';
  return [{ severity: 'breaking', path, what, why }];
}

function compareKnown(path: string, one: Member, other: Member, compare: CompareParts) {
  if (one.schema === undefined && other.schema === undefined) return [];
  return compare(path, one.schema, other.schema);
}

/** The members that have no name in the schema. */
function compareOthers({ before, after }: Versions, compare: CompareParts) {
  const { additionalProperties: was = true } = before;
  const { additionalProperties: is = true } = after;
  if (was !== false && is !== false) return compare('/{other}', was, is);
  const inside = compare('/{other}', was, is);
  const why = was === false ? wider : narrower;
  const what = `additionalProperties was ${shown(was)} and is ${shown(is)}`;
  return inside.length === 0 ? [] : [{ severity: 'risky' as const, path: '', what, why }];
}

function shown(schema: unknown): string {
  return JSON.stringify(schema).slice(0, 60);
}
