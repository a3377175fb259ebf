import { isJsonObject } from '../json-object.ts';

/** Parses an event, or its detail, to check it: a JSON object, or undefined for any other text. */
export function parseEvent(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
