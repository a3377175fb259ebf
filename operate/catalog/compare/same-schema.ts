import { isDeepStrictEqual } from 'node:util';
import { isJsonObject } from '../../../lambdas/domain/json.ts';
import {
  subschemasKind,
  type SchemaObject,
} from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import type { PlainForm, ToPlainForm } from './plain-form.ts';

/** Whether two schemas, of before and of after, say the same in the same words. */
export type AreSame = (one: unknown, other: unknown) => boolean;

/** Compares schemas that may refer to others, and to themselves. */
export function sameSchemas(before: ToPlainForm, after: ToPlainForm): AreSame {
  const different: Pairs = new Map();
  // What refers to itself is the same if all else is.
  let assumed: Pairs = new Map();
  const areSame: AreSame = (one, other) => {
    const [was, is] = [before(one), after(other)];
    if (was === undefined || is === undefined) return false;
    if (was === false || is === false) return was === is;
    if (has(different, was, is)) return false;
    if (has(assumed, was, is)) return true;
    add(assumed, was, is);
    if (areAlike(was, is, areSame)) return true;
    add(different, was, is);
    // What was found with that assumption may be wrong.
    assumed = new Map();
    return false;
  };
  return areSame;
}

type Pairs = Map<PlainForm, Set<PlainForm>>;

function has(pairs: Pairs, one: PlainForm, other: PlainForm): boolean {
  return pairs.get(one)?.has(other) === true;
}

function add(pairs: Pairs, one: PlainForm, other: PlainForm): void {
  pairs.set(one, (pairs.get(one) ?? new Set()).add(other));
}

function areAlike(was: SchemaObject, is: SchemaObject, areSame: AreSame): boolean {
  const keywords = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keywords].every((keyword) =>
    areSameValues(keyword, was[keyword], is[keyword], areSame),
  );
}

const inAnyOrder: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'enum', 'required']);

/** Whether a keyword has the same value in two schemas. */
export function areSameValues(
  keyword: string,
  one: unknown,
  other: unknown,
  areSame: AreSame,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  const compare = subschemasKind(keyword) === undefined ? isDeepStrictEqual : areSame;
  if (Array.isArray(one) && Array.isArray(other)) {
    const compareLists = inAnyOrder.has(keyword) ? areSameSets : areSameLists;
    return compareLists(one, other, compare);
  }
  return holdsNamed(keyword) ? areSameNamed(one, other, compare) : compare(one, other);
}

function holdsNamed(keyword: string): boolean {
  return subschemasKind(keyword) === 'named' || keyword === 'dependentRequired';
}

function areSameNamed(one: unknown, other: unknown, compare: AreSame): boolean {
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(
    (name) =>
      Object.hasOwn(one, name) &&
      Object.hasOwn(other, name) &&
      compare(inOrder(one[name]), inOrder(other[name])),
  );
}

function areSameLists(one: readonly unknown[], other: readonly unknown[], compare: AreSame) {
  return one.length === other.length && one.every((part, at) => compare(part, other[at]));
}

function areSameSets(one: readonly unknown[], other: readonly unknown[], compare: AreSame) {
  const left = [...other];
  return (
    one.length === other.length &&
    one.every((part) => {
      const at = left.findIndex((another) => compare(part, another));
      if (at !== -1) left.splice(at, 1);
      return at !== -1;
    })
  );
}

function inOrder(value: unknown): unknown {
  const areNames =
    Array.isArray(value) && value.every((one): one is string => typeof one === 'string');
  return areNames ? value.toSorted() : value;
}
