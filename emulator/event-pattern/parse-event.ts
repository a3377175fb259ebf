import { isJsonObject } from '../json-object.ts';

/** Numbers from 16 digits on may not fit a double; looking for them first keeps the common case fast. */
const LONG_NUMBER = /\d{16}/u;

/**
 * Parses an event, or its detail, for matching: a JSON object, or undefined when the text holds none. Integers a
 * double cannot hold become bigints, so that two of them never look equal.
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
