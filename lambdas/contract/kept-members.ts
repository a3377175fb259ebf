/** The file beside a function's code that has what {@link writeKeptMembers} writes. */
export const keptMembersFile = 'kept-members.json';

/** Which top-level members of a detail a stub keeps, as JSON text; types that keep nothing are left out. */
export function writeKeptMembers(kept: Iterable<readonly [string, readonly string[]]>): string {
  return JSON.stringify([...kept].filter(([, names]) => names.length > 0));
}

/** Reads what {@link writeKeptMembers} wrote, by detail type. */
export function readKeptMembers(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(JSON.parse(text));
}
