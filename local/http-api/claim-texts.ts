/** The claims of a token by name, each as text. */
export type Claims = Readonly<Record<string, string>>;

/** The claims of a verified token as an HTTP API passes them on: every value as text, an array as `[a b]`. */
export function claimTexts(payload: Readonly<Record<string, unknown>>): Claims {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, text(value)]));
}

// The contents of arrays and objects are written as Go prints them.
function text(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `map[${members.map(([name, member]) => `${name}:${text(member)}`).join(' ')}]`;
}
