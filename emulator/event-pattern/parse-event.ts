import { isJsonObject } from '../json-object.ts';

/** Numbers of 16 or more digits may not fit a double; testing for them first keeps the common case fast. */
const LONG_NUMBER = /\d{16}/u;

/**
 * Parses an event, or its detail, for matching: a JSON object, or undefined for any other text. Integers that a double
 * cannot hold become bigints, so that two different ones are never equal.
 */
export function parseEvent(text: string): object | undefined {
  try {
    const parsed: unknown = LONG_NUMBER.test(text)
      ? JSON.parse(text, exactInteger)
      : JSON.parse(text);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON.parse reviver; parseEventPattern uses it too. */
export function exactInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/u.test(source) ? BigInt(source) : value;
}
