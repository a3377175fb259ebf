/** The invariants of the design, by what is printed when one does not hold. */
export type Invariant =
  | 'nothing is lost'
  | 'one disposition for each copy'
  | 'nobody else’s'
  | 'duplicates only from ambiguity'
  | 'the newest registration wins'
  | 'retries are bounded'
  | 'one bad thing never stops the others'
  | 'drops are counted'
  | 'what happens is counted'
  | 'look-ups find the current mappings'
  | 'an invocation ends in its time'
  | 'the history has every row'
  | 'what was missed can be had'
  | 'what was missed is sent once'
  | 'what was left stays so'
  | 'details arrive whole'
  | 'no stub without its object'
  | 'links open for their own alone'
  | 'one put for each large event'
  | 'the queues become empty';

/** A invariant that did not hold, and where. */
export interface Violation {
  readonly invariant: Invariant;
  readonly text: string;
}

/** Takes violations as they are found. */
export type Accuse = (invariant: Invariant, text: string) => void;
