/** A textual change of one file; the text to be replaced must occur in it exactly once. */
export interface Edit {
  /** Path from the project's folder. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A regression that somebody in the field has made, as it would look in this project. */
export interface Regression {
  /** A few words in kebab-case, by which it is asked for. */
  readonly name: string;
  /** In which project it was seen; `own invariant` where an invariant of the design forbids it. */
  readonly seenIn: string;
  readonly edits: readonly Edit[];
  /** The few test files that should notice, as paths from the project's folder. */
  readonly tests: readonly string[];
}
