/** A setting that a stage should have another value of. */
export interface Change {
  /** Where it is in the stage's file. */
  readonly section: string;
  readonly name: string;
  readonly from: unknown;
  readonly to: unknown;
  /** A sentence without a full stop. */
  readonly why: string;
}

/** What follows for a stage from what was observed. */
export interface Following {
  readonly changes: readonly Change[];
  /** What a person should know; a sentence each. */
  readonly notes: readonly string[];
}

/** Whether a stage could be deployed if a call took so long. */
export type HasFleet = (putPartnerEventsMs: number) => boolean;
