/** Identifies one source of the tenant. */
export interface SourceKey {
  readonly region: string;
  readonly name: string;
}

/**
 * The path of a source in the API. The name is one encoded segment: split into several, the URL
 * would resolve a `..` in the name.
 */
export function sourcePath({ region, name }: SourceKey, action = ''): string {
  return `/sources/${encodeURIComponent(name)}${action}?${new URLSearchParams({ region })}`;
}
