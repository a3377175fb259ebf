/** Something that the run has made, or is about to make. */
export interface Made {
  /** In words: `the queue fanout-validate-... in eu-west-1`. */
  readonly what: string;
  /** Takes it away. What is not there is not an error. */
  readonly undo: () => Promise<void>;
  /** How somebody takes it away by hand: a command. */
  readonly byHand: string;
}

/** Everything that the run has made, in order. Each thing is noted before it is made. */
export interface Journal {
  note(made: Made): void;
  /** The latest first. */
  backwards(): readonly Made[];
}

/** An empty journal. */
export function newJournal(): Journal {
  const all: Made[] = [];
  return {
    note: (made) => void all.push(made),
    backwards: () => all.toReversed(),
  };
}
