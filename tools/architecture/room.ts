/** A part of the project, and what it may know of the others. */
export interface Room {
  /** From the root of the project; or a single file, which is then a room of its own. */
  readonly path: string;
  /** What is in it: Markdown, for docs/architecture.md. */
  readonly what: string;
  /** The paths of the rooms that it may import, its own apart. */
  readonly imports: readonly string[];
  /** The packages that it may import, Node's own modules among them; any if absent. */
  readonly packages?: readonly string[];
  /** Folders in it that have the name of another room. */
  readonly folders?: readonly string[];
  /** Whether it has no clock, randomness, environment, I/O and log. */
  readonly isDeterministic?: boolean;
}

/** What pages may import. */
export const pagePackages = ['preact', 'preact/hooks', 'htm/preact', 'oauth4webapi', 'valibot'];
