/** A key of a stage that is valid on its own and contradicts another, and what is wrong with it. */
export interface Contradiction {
  readonly key: string;
  readonly problem: string;
}
