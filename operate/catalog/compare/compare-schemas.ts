import { isDeepStrictEqual } from 'node:util';
import {
  isSchema,
  resolvePointer,
  type Schema,
  type SchemaObject,
} from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import type { CompareParts, SchemaChange, Versions } from './change.ts';
import { compareCombinations } from './compare-combinations.ts';
import { compareMembers } from './compare-members.ts';
import { compareValues } from './compare-values.ts';

/** Says something about a value, and not which values are valid. */
const annotations = new Set([
  '$comment',
  '$defs',
  '$id',
  '$schema',
  'default',
  'definitions',
  'deprecated',
  'description',
  'examples',
  'readOnly',
  'title',
  'writeOnly',
]);

/** The keywords that are compared by their meaning. */
const understood = new Set([
  'type',
  'const',
  'enum',
  'format',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
]);

/** What has changed between two JSON Schemas of a detail: nothing if they take the same values. */
export function compareSchemas(before: SchemaObject, after: SchemaObject): readonly SchemaChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const compared = new Map<Schema, Set<Schema>>();
  const resolve = resolver();
  const isAllLookedAt = namesUnevaluated(before) || namesUnevaluated(after);
  const compare: CompareParts = (path, one, other) => {
    const was = resolve(one ?? true, before);
    const is = resolve(other ?? true, after);
    if (was === undefined || is === undefined) return [unresolved(path)];
    const earlier = compared.get(was) ?? new Set();
    // What refers to itself is compared once.
    if (typeof was === 'object' && earlier.has(is)) return [];
    compared.set(was, earlier.add(is));
    return [
      ...compareResolved(path, was, is, compare),
      ...(isAllLookedAt ? lookedAtChanges(path, was, is) : []),
    ];
  };
  return compare('', before, after);
}

/** Whether a keyword may count which members others look at; a member of this name is taken for one. */
function namesUnevaluated(schema: SchemaObject): boolean {
  return JSON.stringify(schema).includes('"unevaluated');
}

/** Keywords that forbid nothing as `true`, but leave nothing unevaluated. */
function lookedAtChanges(path: string, was: Schema, is: Schema): readonly SchemaChange[] {
  return ['additionalProperties', 'items']
    .filter((keyword) => isThere(was, keyword) !== isThere(is, keyword))
    .map((keyword) => ({
      severity: 'risky' as const,
      path,
      what: `${keyword} ${isThere(is, keyword) ? 'has come' : 'is gone'}`,
      why: 'unevaluatedProperties or unevaluatedItems counts what it looks at',
    }));
}

function isThere(schema: Schema, keyword: string): boolean {
  return typeof schema === 'object' && schema[keyword] !== undefined;
}

function compareResolved(
  path: string,
  was: Schema,
  is: Schema,
  compare: CompareParts,
): readonly SchemaChange[] {
  if (was === false || is === false) {
    if (was === is) return [];
    const what = is === false ? 'can no longer be there' : 'can now be there';
    return [{ severity: 'breaking', path, what, why: 'the schema was false, or is now' }];
  }
  const versions = { path, before: was === true ? {} : was, after: is === true ? {} : is };
  return [
    ...compareValues(versions),
    ...compareMembers(versions, compare),
    ...compareItems(versions, compare),
    ...compareCombinations(versions, compare),
    ...otherChanges(versions),
  ];
}

function compareItems({ path, before, after }: Versions, compare: CompareParts) {
  if (before['items'] === undefined && after['items'] === undefined) return [];
  return compare(`${path}/*`, before['items'], after['items']);
}

/** Finds the schema that a reference leads to; keywords beside it are compared as those of an `allOf` are. */
function resolver() {
  // One object for each, so that circles are seen.
  const joined = new Map<SchemaObject, SchemaObject>();
  const resolve = (value: unknown, root: SchemaObject, depth = 0): Schema | undefined => {
    if (!isSchema(value)) return undefined;
    if (typeof value === 'boolean' || typeof value['$ref'] !== 'string') return value;
    const { $ref, allOf = [], ...beside } = value;
    if (
      Object.keys(beside).some((keyword) => !annotations.has(keyword)) ||
      Array.isArray(value['allOf'])
    ) {
      const one = joined.get(value) ?? { ...beside, allOf: [{ $ref }, ...[allOf].flat()] };
      joined.set(value, one);
      return one;
    }
    // References that lead to each other alone end nowhere.
    return depth > 100 ? undefined : resolve(resolvePointer(root, $ref), root, depth + 1);
  };
  return resolve;
}

function unresolved(path: string): SchemaChange {
  const why = 'it cannot be compared: it is no schema, or its $ref leads out of the file';
  return { severity: 'risky', path, what: 'may have changed', why };
}

/** Keywords whose meaning is not compared: a change is never taken for harmless. */
function otherChanges({ path, before, after }: Versions): readonly SchemaChange[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keywords]
    .filter((keyword) => !annotations.has(keyword) && !understood.has(keyword))
    .filter((keyword) => mayDiffer(before[keyword], after[keyword]))
    .map((keyword) => ({
      severity: 'risky' as const,
      path,
      what: `${keyword} has changed`,
      why: 'fewer or other values may be valid, for which some consumers are not made',
    }));
}

/** A reference in it may lead to something else than before: the schemas as wholes are not the same. */
function mayDiffer(one: unknown, other: unknown): boolean {
  return !isDeepStrictEqual(one, other) || JSON.stringify(one).includes('"$ref":');
}
