/** A key of a stage that is right by itself and wrong beside another, and what is wrong with it. */
export interface Contradiction {
  readonly key: string;
  readonly problem: string;
}
