declare global {
  /** "JSON.parse source text access" of ECMAScript, which TypeScript 7.0 does not type yet. */
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): unknown;
    isRawJSON(value: unknown): boolean;
  }
}

/**
 * A value as JSON text that SQS takes: SQS refuses U+FFFE and U+FFFF, which JSON.stringify does
 * not escape. Throws RangeError when nested too deeply.
 *
 * @param replacer as JSON.stringify has it
 */
export function writeJson(
  value: unknown,
  replacer?: (this: unknown, key: string, member: unknown) => unknown,
): string {
  return JSON.stringify(value, replacer).replace(/[\uFFFE\uFFFF]/g, (character) =>
    character === '\uFFFE' ? '\\uFFFE' : '\\uFFFF',
  );
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a parsed value is a JSON object: not an array, not null, not a number kept as text. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)
  );
}

/** The JSON type of a parsed value, as a person would call it: "an array", "null", "a string". */
export function describeJsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return JSON.isRawJSON(value) ? 'a number' : 'an object';
  return `a ${typeof value}`;
}
