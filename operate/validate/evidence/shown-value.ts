const mostCharacters = 2_000;
const mostItems = 50;

/**
 * A value as evidence keeps it: without headers of authorization and the SDK's metadata, long texts and lists cut off where it says
 * so. Dates become texts.
 */
export function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return shownList(value);
  if (typeof value === 'object' && value !== null && !JSON.isRawJSON(value)) {
    const shown = Object.entries(value).filter(([name]) => !hidden.has(name.toLowerCase()));
    return Object.fromEntries(shown.map(([name, one]) => [name, shownValue(one)]));
  }
  return value;
}

const hidden: ReadonlySet<string> = new Set(['$metadata', 'authorization', 'cookie', 'set-cookie']);

function shownText(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters)}… (${text.length} characters)`;
}

function shownList(values: readonly unknown[]): unknown {
  const shown = values.slice(0, mostItems).map((one) => shownValue(one));
  const rest = values.length - shown.length;
  return rest === 0 ? shown : [...shown, `… and ${rest} more`];
}
