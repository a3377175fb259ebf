/** What names one source of the tenant. */
export interface SourceKey {
  readonly region: string;
  readonly name: string;
}

/**
 * The path of a source in the API. The name is one encoded segment: in one of several, a URL would
 * lose a `..` of the name.
 */
export function sourcePath({ region, name }: SourceKey, action = ''): string {
  return `/sources/${encodeURIComponent(name)}${action}?${new URLSearchParams({ region })}`;
}
