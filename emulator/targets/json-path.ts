/**
 * The paths that EventBridge takes: `$`, then members by dot notation (letters, digits, `-`, `_`, `/`), indices of
 * arrays, and wildcards. It refuses brackets with a quoted name.
 */
const PATH = /^\$(?:\.(?:[\w/-]+|\*)|\[(?:\d+|\*)\])*$/u;

const STEP = /\.(?<name>[\w/-]+)|\[(?<index>\d+)\]|(?<all>\.\*|\[\*\])/gu;

/** Whether EventBridge takes a text as a path. */
export function isJsonPath(text: string): boolean {
  return PATH.test(text);
}

/** The value at a path, undefined when there is none. With a wildcard, the list of the values, which may be empty. */
export function valueAt(root: unknown, path: string): unknown {
  const steps = [...path.matchAll(STEP)].map(({ groups }) => groups ?? {});
  const hasWildcard = steps.some(({ all }) => all !== undefined);
  const found = steps.reduce<unknown[]>(
    (values, step) => values.flatMap((value) => membersOf(value, step)),
    [root],
  );
  return hasWildcard ? found : found[0];
}

type Step = { [part: string]: string | undefined };

function membersOf(value: unknown, { name, index }: Step): unknown[] {
  if (Array.isArray(value)) {
    if (index === undefined) return name === undefined ? value : [];
    return value.slice(Number(index), Number(index) + 1);
  }
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return [];
  if (name === undefined) return index === undefined ? Object.values(value) : [];
  const member: unknown = Reflect.get(value, name);
  return Object.hasOwn(value, name) ? [member] : [];
}
