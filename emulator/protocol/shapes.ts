import * as v from 'valibot';
import { isJsonObject } from '../json-object.ts';

type TextConstraint = { min?: number; max?: number; pattern?: string };

/** A string member with the service model's constraints, whose errors are in the service's own words. */
export function text({ min, max, pattern }: TextConstraint) {
  const expression = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u');
  return v.pipe(
    v.string(),
    v.check(
      (value) => min === undefined || value.length >= min,
      `Member must have length greater than or equal to ${min}`,
    ),
    v.check(
      (value) => max === undefined || value.length <= max,
      `Member must have length less than or equal to ${max}`,
    ),
    v.check(
      (value) => expression === undefined || expression.test(value),
      `Member must satisfy regular expression pattern: ${pattern}`,
    ),
  );
}

/** A structure: a JSON object; unknown members are ignored, as in the service. */
export function structure<Members extends v.ObjectEntries>(members: Members) {
  return v.pipe(v.custom<object>(isJsonObject), v.object(members));
}

/** A list member of at least `min` and at most `max` elements. */
export function list<Member extends v.GenericSchema>(
  member: Member,
  { min = 0, max = Infinity }: { min?: number; max?: number } = {},
) {
  return v.pipe(
    v.array(member),
    v.check(
      (value) => value.length >= min,
      `Member must have length greater than or equal to ${min}`,
    ),
    v.check((value) => value.length <= max, `Member must have length less than or equal to ${max}`),
  );
}

/** A map member: a JSON object with members of any name that the keys allow. */
export function map<Key extends v.GenericSchema<string, string>, Value extends v.GenericSchema>(
  key: Key,
  value: Value,
) {
  return v.pipe(v.custom<object>(isJsonObject), v.record(key, value));
}

/** An integer member. The guide's samples write numbers as strings, so a string of digits is accepted. */
export function integer({ min, max }: { min: number; max: number }) {
  return v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/u), v.transform(Number))]),
    v.transform(Math.trunc),
    v.check((value) => value >= min, `Member must have value greater than or equal to ${min}`),
    v.check((value) => value <= max, `Member must have value less than or equal to ${max}`),
  );
}

/** An optional member; the protocol treats an explicit null as missing. */
export function optional<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    v.nullish(schema),
    v.transform((value) => value ?? undefined),
  );
}
