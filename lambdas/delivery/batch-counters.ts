import type { DeadLetterReason } from '../domain/dead-letter.ts';

/** Why an event goes to nobody, or not to one of its mappings. */
export type DropReason = 'noMapping' | 'filtered' | 'sourceGone';

/** What became of one batch; each handler call counts into its own. */
export interface BatchCounters {
  messages: number;
  events: number;
  entries: number;
  accepted: number;
  retried: number;
  /** Messages given back to their queue. */
  returned: number;
  retiredMappings: number;
  readonly dropped: Record<DropReason, number>;
  readonly deadLettered: Record<DeadLetterReason, number>;
  /** The number of entries of each PutPartnerEvents call. */
  readonly entriesPerCall: number[];
  /** From when the events queue took the event to when EventBridge accepted it, for each entry. */
  readonly acceptanceMs: number[];
  /** Failed entries by Region and error code, `us-east-1 ThrottlingException`. */
  readonly failures: Record<string, number>;
}

/** A counters of nothing yet. */
export function newBatchCounters(): BatchCounters {
  return {
    messages: 0,
    events: 0,
    entries: 0,
    accepted: 0,
    retried: 0,
    returned: 0,
    retiredMappings: 0,
    dropped: { noMapping: 0, filtered: 0, sourceGone: 0 },
    deadLettered: {
      invalidEvent: 0,
      invalidRetryMessage: 0,
      entryTooLarge: 0,
      rejected: 0,
      tooOld: 0,
      unknownFailure: 0,
    },
    entriesPerCall: [],
    acceptanceMs: [],
    failures: {},
  };
}
