/**
 * A name for each detail type that is an identifier in every language, and that no other has, also where case
 * does not count: `IssuesOpened` for `issues.opened`. The same detail types always have the same names.
 */
export function detailTypeNames(detailTypes: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(reserved);
  const names = new Map<string, string>();
  for (const detailType of detailTypes.toSorted()) {
    const base = pascalCase(detailType);
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}${number}`;
    taken.add(name.toLowerCase());
    names.set(detailType, name);
  }
  return names;
}

/** What the exports call other things. */
const reserved = ['awsevent', 'catalog', 'large', 'partner'];

/** A text as an identifier: `IssuesOpened` for `issues.opened`. */
export function pascalCase(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    // As json-schema-to-typescript would write it.
    .replaceAll(/\d[a-z]/g, (pair) => pair.toUpperCase());
  return /^[A-Z]/.test(name) ? name : `Type${name}`;
}
