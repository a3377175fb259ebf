import { invalidEventPattern } from '../protocol/aws-error.ts';
import type { Condition } from './field-tree.ts';
import { isJsonObject } from '../json-object.ts';
import { parseField } from './parse-field.ts';

/** One alternative of a pattern: conditions that must all hold. */
type Branch = readonly Condition[];

/** EventBridge's limit on the alternatives that `$or` multiplies into. */
const MAX_BRANCHES = 1000;

/** Names that cannot be fields inside `$or`, because they are operators or reserved for them. */
const RESERVED_IN_OR = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex ' +
    'not-wildcard not-equals-ignore-case ip-address-in-range ip-address-not-in-range ' +
    'date-after date-on-or-after date-before date-on-or-before in-date-range'
  ).split(' '),
);

/** The parser's position: the path of the object, and how to read `$or` in it. */
type Place = { path: readonly string[]; insideOr: boolean; orIsField: boolean };

/** The alternatives of a whole pattern. Where `$or` cannot be the operator, it is a field of that name. */
export function parseBranches(pattern: unknown): Branch[] {
  if (!isJsonObject(pattern)) throw invalidEventPattern('The pattern is not an object');
  const place = { path: [], insideOr: false };
  try {
    return objectBranches(pattern, { ...place, orIsField: false });
  } catch (error) {
    return branchesWithoutOr(pattern, { ...place, orIsField: true }) ?? rethrow(error);
  }
}

function branchesWithoutOr(pattern: object, place: Place): Branch[] | undefined {
  try {
    return objectBranches(pattern, place);
  } catch {
    return undefined;
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function objectBranches(object: object, place: Place): Branch[] {
  const fields: [string, unknown][] = Object.entries(object);
  if (fields.length === 0) throw invalidEventPattern('Empty objects are not allowed');
  let branches: Branch[] = [[]];
  for (const [name, value] of fields) {
    branches = product(branches, fieldBranches(name, value, place));
  }
  return branches;
}

function fieldBranches(name: string, value: unknown, place: Place): Branch[] {
  if (name === '$or' && !place.orIsField) return orBranches(value, place);
  if (place.insideOr && RESERVED_IN_OR.has(name)) {
    throw invalidEventPattern(`${name} is a reserved name and cannot be a field inside $or`);
  }
  const path = [...place.path, name];
  if (isJsonObject(value)) return objectBranches(value, { ...place, path });
  if (Array.isArray(value)) return [[parseField(path, value)]];
  throw invalidEventPattern(`"${name}" must be an object or an array`);
}

function orBranches(value: unknown, place: Place): Branch[] {
  if (!Array.isArray(value)) throw invalidEventPattern('$or must be an array');
  if (value.length < 2) throw invalidEventPattern('$or must have at least 2 objects');
  const branches = value.flatMap((alternative: unknown) => {
    if (!isJsonObject(alternative)) throw invalidEventPattern('$or may hold only objects');
    return objectBranches(alternative, { ...place, insideOr: true });
  });
  return limited(branches);
}

function product(left: readonly Branch[], right: readonly Branch[]): Branch[] {
  if (left.length * right.length > MAX_BRANCHES) throw tooComplex();
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

function limited(branches: Branch[]): Branch[] {
  if (branches.length > MAX_BRANCHES) throw tooComplex();
  return branches;
}

function tooComplex() {
  return invalidEventPattern(`$or makes more than ${MAX_BRANCHES} combinations`);
}
