/** Identifies one source of the tenant. */
export interface SourceKey {
  readonly region: string;
  readonly name: string;
}

/**
 * The path of a source in the API. The name is one encoded segment: split into several, the URL
 * would resolve a `..` in the name. Empty fields are left out of the query.
 */
export function sourcePath(
  { region, name }: SourceKey,
  action = '',
  fields: Readonly<Record<string, string>> = {},
): string {
  return `/sources/${encodeURIComponent(name)}${action}${queryOf({ region, ...fields })}`;
}

/** The query of a path, with its question mark; without the fields that are empty. */
export function queryOf(fields: Readonly<Record<string, string>>): string {
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled)}`;
}
