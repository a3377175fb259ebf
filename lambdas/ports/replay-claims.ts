import type { HistorySource } from './history.ts';

/** Which replay has a source for itself, until it is over. Every method rejects when the table cannot be reached. */
export interface ReplayClaims {
  /** Claims a source for a replay, unless another one has it. Returns the claim that the source then has. */
  claim(source: HistorySource, claim: ReplayClaim): Promise<ReplayClaim>;
  /** Replaces the claim of a replay that is over, unless somebody else has done so. */
  replace(source: HistorySource, over: ReplayClaim, claim: ReplayClaim): Promise<boolean>;
}

/** A replay's claim of a source. */
export interface ReplayClaim {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** The last replay of what the source missed that was written before this one, if there was any. */
  readonly lastOfMissed?: string;
}
