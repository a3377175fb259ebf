/** The files of a run's evidence, in one folder: what the verifier reads, besides what the services hold. */
export const evidenceFiles = {
  /** A JSON array of {@link RegisteredSource}. */
  sources: 'sources.json',
  /** JSON Lines of {@link LedgerEntry}. */
  ledger: 'ledger.jsonl',
  /** JSON Lines of {@link Ambiguity}. */
  ambiguities: 'ambiguities.jsonl',
  /** {@link ReportedCounts} as JSON. */
  counts: 'counts.json',
} as const;

/** What the functions reported of the whole run. */
export interface ReportedCounts {
  readonly historyRowsLost: number;
}

/** A customer's source, as it was registered. */
export interface RegisteredSource {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  /** All when absent. */
  readonly detailTypes?: readonly string[];
}

/** An event that SQS has said to hold. */
export interface LedgerEntry {
  readonly id: string;
  readonly generator: string;
  readonly detailType: string;
  /** Of the detail's JSON text, by {@link digestOf}. */
  readonly digest: string;
}

/** Something that left the result of events unknown, so that they had to be sent again. */
export interface Ambiguity {
  /**
   * `crashed`: an invocation that had been given them died. `unanswered`: the answer to a call with them was lost.
   * `abandoned`: who made the call died, which is recorded as a crash too, or gave up waiting.
   */
  readonly cause: 'crashed' | 'unanswered' | 'abandoned';
  /** One invocation's or one call's; an id is here as often as it was there. */
  readonly eventIds: readonly string[];
}
