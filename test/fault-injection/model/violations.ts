/** The laws of the design, by what is printed when one does not hold. */
export type Law =
  | 'nothing is lost'
  | 'one fate for each copy'
  | 'nobody else’s'
  | 'duplicates only from ambiguity'
  | 'the newest registration wins'
  | 'retries are bounded'
  | 'one bad thing never stops the others'
  | 'drops are counted'
  | 'what is looked up is what stands'
  | 'an invocation ends in its time'
  | 'it comes to rest';

/** A law that did not hold, and where. */
export interface Violation {
  readonly law: Law;
  readonly text: string;
}

/** Takes violations as they are found. */
export type Accuse = (law: Law, text: string) => void;
