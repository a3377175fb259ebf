/** The value at a path of keys in a value of any form; undefined if there is none. */
export function property(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (!isRecord(found)) return undefined;
    found = found[key];
  }
  return found;
}

/** Like {@link property}, for a text; anything else is undefined. */
export function textProperty(value: unknown, ...path: readonly string[]): string | undefined {
  const found = property(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The texts of a value that is a text or a list of them, as a policy's actions are. */
export function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
