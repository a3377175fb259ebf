import { types } from 'node:util';
import { isError } from '../lambdas/domain/is-error.ts';
import { writeJson } from '../lambdas/domain/json.ts';

/** JSON.stringify would silently leave a value out, or write it as something else. */
export class LossError extends Error {
  override readonly name = 'LossError';
}

/**
 * A value as JSON text that SQS takes. Throws a LossError for what JSON would lose: holes and `undefined` in
 * an array, NaN and infinities, invalid dates, functions and symbols, BigInts, Maps, Sets, errors and other
 * instances that hide their contents. A member that is `undefined` is absent. Throws RangeError when nested
 * too deeply, and whatever a `toJSON` throws.
 */
export function writeLossless(value: object | null): string {
  return writeJson(value, refuseLoss);
}

function refuseLoss(this: unknown, key: string, value: unknown): unknown {
  const given: unknown = Object(this)[key];
  const lost = lossOf(given, value, Array.isArray(this));
  if (lost !== undefined) {
    throw new LossError(key === '' ? lost : `${lost} at "${key.slice(0, 64)}"`);
  }
  return value;
}

/**
 * What would be lost, in words; undefined if nothing would be.
 *
 * @param value the result of the given value's `toJSON`, or the given value if it has none
 */
function lossOf(given: unknown, value: unknown, isElement: boolean): string | undefined {
  if (value === undefined) return lossOfUndefined(given, isElement);
  if (value === null && types.isDate(given)) return 'an invalid date';
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value);
  if (typeof value === 'bigint') return 'a BigInt (use a string, or JSON.rawJSON for a number)';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return typeof value === 'object' ? lossOfObject(value) : undefined;
}

function lossOfUndefined(given: unknown, isElement: boolean): string | undefined {
  if (given !== undefined) return 'an object whose toJSON returns undefined';
  return isElement ? 'a hole (undefined in an array)' : undefined;
}

function lossOfObject(value: object | null): string | undefined {
  if (value === null || Array.isArray(value) || isPlain(value)) return undefined;
  const isEmpty = Object.keys(value).length === 0 && !types.isBoxedPrimitive(value);
  return isEmpty || hidesContent(value) ? `an instance of ${classOf(value)}` : undefined;
}

/** A plain object of this realm or another one, where Object.prototype differs, or a result of JSON.rawJSON. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether an instance has contents besides its own properties. */
function hidesContent(value: object): boolean {
  return (
    types.isMap(value) ||
    types.isSet(value) ||
    types.isRegExp(value) ||
    types.isPromise(value) ||
    types.isAnyArrayBuffer(value) ||
    isError(value)
  );
}

function classOf(value: object): string {
  const { constructor: made } = value;
  return typeof made === 'function' && made.name !== '' ? made.name : 'a class';
}
