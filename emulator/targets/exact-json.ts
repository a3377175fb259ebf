declare global {
  /** "JSON.parse source text access" of ECMAScript, which TypeScript does not type yet. */
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): unknown;
    isRawJSON(value: unknown): boolean;
  }
}

/** Parses JSON so that JSON.stringify writes every number as it was: 300.0 stays 300.0. Throws SyntaxError. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' ? JSON.rawJSON(String(source)) : value,
  );
}

/** The same, or undefined for a text that is not JSON. */
export function exactJsonIn(text: string): { value: unknown } | undefined {
  try {
    return { value: parseExact(text) };
  } catch {
    return undefined;
  }
}
