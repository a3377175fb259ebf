import { invalidEventPattern } from '../../protocol/aws-error.ts';
import { type JsonObject, JsonProblem, type JsonValue } from '../json/json-value.ts';

/** A member by its place; throws if there is none, or if the text cannot be read there. */
export function requireMember(
  object: JsonObject,
  index: number,
  otherwise: string,
): { name: string; value: JsonValue } {
  const member = object.members[index];
  if (member === undefined) throw invalidEventPattern(otherwise);
  const { name, value } = member;
  if (name === undefined) throw unreadable(value);
  return { name, value };
}

/** Throws if an object has more than one member. */
export function requireNoMore(object: JsonObject, otherwise: string): void {
  if (object.members.length < 2) return;
  requireMember(object, 1, otherwise);
  throw invalidEventPattern(otherwise);
}

/** A value; throws if the text cannot be read there. */
export function requireReadable(value: JsonValue): JsonValue {
  if (value instanceof JsonProblem) throw unreadable(value);
  return value;
}

function unreadable(value: JsonValue) {
  return invalidEventPattern(value instanceof JsonProblem ? value.reason : 'It is not valid JSON');
}
