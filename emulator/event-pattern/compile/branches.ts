import { invalidEventPattern } from '../../protocol/aws-error.ts';
import { JsonNumber, JsonObject, type JsonValue } from '../json/json-value.ts';
import { addressDigits } from '../values/address.ts';
import type { Alternative } from '../values/alternative.ts';
import { matchExpression } from './match-expression.ts';
import { requireMember, requireReadable } from './members.ts';
import { numberAlternative } from './number-alternative.ts';
import { textAlternative } from './text-alternative.ts';

/** One way to fulfil a pattern: for each field, by its full name, the alternatives of which one must hold. */
export type Branch = ReadonlyMap<string, readonly Alternative[]>;

/** EventBridge's limit on the ways that `$or` multiplies into. */
const MAX_BRANCHES = 1000;
/** Event Ruler's limit on the fields of one way. */
const MAX_FIELDS = 256;

/** Names that cannot be fields inside `$or`, because they are operators or reserved for them. */
const RESERVED_IN_OR = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr html = < <= > >= regex ' +
    'not-wildcard not-equals-ignore-case ip-address-in-range ip-address-not-in-range ' +
    'date-after date-on-or-after date-before date-on-or-before in-date-range'
  ).split(' '),
);

/** Where the compiler is. `path` is undefined at the top; `branches` grow with every field and multiply with `$or`. */
type Place = {
  readonly path: string | undefined;
  readonly insideOr: boolean;
  readonly orIsField: boolean;
  branches: Map<string, readonly Alternative[]>[];
};

/**
 * The ways to fulfil a pattern. Fields are named by their path with dots, so `{"a": {"b": ...}}` and `{"a.b": ...}` are
 * one field, and the last of two with the same name counts. Where `$or` cannot be the operator, it is a field.
 */
export function compileBranches(pattern: JsonValue): readonly Branch[] {
  if (!(requireReadable(pattern) instanceof JsonObject)) {
    throw invalidEventPattern('Filter is not an object');
  }
  const branches = branchesOf(pattern);
  if (branches.some(({ size }) => size > MAX_FIELDS)) {
    throw invalidEventPattern(`Size of rule exceeds max value of ${MAX_FIELDS}`);
  }
  return branches;
}

function branchesOf(pattern: JsonValue): readonly Branch[] {
  const compile = (orIsField: boolean) => {
    const place: Place = { path: undefined, insideOr: false, orIsField, branches: [] };
    if (pattern instanceof JsonObject) compileObject(pattern, place);
    return place.branches;
  };
  try {
    return compile(false);
  } catch (error) {
    return branchesWithoutOr(() => compile(true)) ?? rethrow(error);
  }
}

function branchesWithoutOr(compile: () => readonly Branch[]): readonly Branch[] | undefined {
  try {
    return compile();
  } catch {
    return undefined;
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function compileObject(object: JsonObject, place: Place): void {
  if (object.members.length === 0) throw invalidEventPattern('Empty objects are not allowed');
  object.members.forEach((_, index) => {
    const { name, value } = requireMember(object, index, 'Empty objects are not allowed');
    compileMember(name, value, place);
  });
}

function compileMember(name: string, value: JsonValue, place: Place): void {
  if (name === '$or' && !place.orIsField) {
    compileOr(requireReadable(value), place);
    return;
  }
  if (place.insideOr && RESERVED_IN_OR.has(name)) {
    throw invalidEventPattern(
      `${name} is Ruler reserved fieldName which cannot be used inside $or.`,
    );
  }
  const path = place.path === undefined ? name : `${place.path}.${name}`;
  const content = requireReadable(value);
  if (content instanceof JsonObject) {
    const inside = { ...place, path };
    compileObject(content, inside);
    place.branches = inside.branches;
  } else if (Array.isArray(content)) {
    addField(path, alternativesOf(content), place);
  } else throw invalidEventPattern(`"${name}" must be an object or an array`);
}

function addField(path: string, alternatives: readonly Alternative[], place: Place): void {
  if (place.branches.length === 0) place.branches.push(new Map());
  for (const branch of place.branches) branch.set(path, alternatives);
}

function compileOr(value: JsonValue, place: Place): void {
  if (!Array.isArray(value)) throw invalidEventPattern('It must be an Array followed with $or.');
  const choices: readonly JsonValue[] = value;
  const before = place.branches.length === 0 ? [new Map()] : place.branches;
  const branches: Place['branches'] = [];
  for (const choice of choices) {
    if (!(requireReadable(choice) instanceof JsonObject)) {
      throw invalidEventPattern('Only JSON object is allowed in array of $or relationship.');
    }
    const inside = { ...place, insideOr: true, branches: before.map((branch) => new Map(branch)) };
    if (choice instanceof JsonObject) compileObject(choice, inside);
    for (const branch of inside.branches) branches.push(branch);
    if (branches.length > MAX_BRANCHES) throw tooManyBranches();
  }
  if (choices.length < 2) {
    throw invalidEventPattern('There must have at least 2 Objects in $or relationship.');
  }
  place.branches = branches;
}

function tooManyBranches() {
  return invalidEventPattern(`$or makes more than ${MAX_BRANCHES} combinations`);
}

function alternativesOf(values: readonly JsonValue[]): readonly Alternative[] {
  if (values.length === 0) throw invalidEventPattern('Empty arrays are not allowed');
  return values.map((value) => alternativeOf(requireReadable(value)));
}

function alternativeOf(value: JsonValue): Alternative {
  if (typeof value === 'string') {
    const digits = addressDigits(value);
    return digits === undefined ? textAlternative('text', value) : { kind: 'address', digits };
  }
  if (value instanceof JsonNumber) return numberAlternative(value);
  if (value instanceof JsonObject) return matchExpression(value);
  if (value === null || typeof value === 'boolean') return { kind: 'word', word: `${value}` };
  throw invalidEventPattern('Match value must be String, number, true, false, or null');
}
