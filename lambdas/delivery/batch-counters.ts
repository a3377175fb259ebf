import type { DeadLetterReason } from '../domain/dead-letter.ts';
import type { HoldReason } from '../domain/history/row.ts';

/**
 * Why an event goes to nobody, or not to one of its mappings: it has no mapping, the mapping's detail
 * types exclude it, the mapping's source was deleted, or the customer did not want what waited.
 */
export const dropReasons = ['noMapping', 'filtered', 'sourceGone', 'skipped'] as const;
export type DropReason = (typeof dropReasons)[number];

/** What is simply counted in a batch. */
export const countNames = [
  'messages',
  'events',
  'entries',
  'accepted',
  'retried',
  // Messages that went back to their queue.
  'returned',
  'retiredMappings',
  // Rows that the history did not take, and events whose contents it did not keep.
  'historyRowsLost',
  'historyBodiesLost',
  // Details of large events that were stored, and those that could not be stored, seen or linked to for now.
  'storedPayloads',
  'payloadsNotStored',
] as const;

/** The results of one batch; each handler call has its own counters. */
export interface BatchCounters extends Record<(typeof countNames)[number], number> {
  readonly dropped: Record<DropReason, number>;
  readonly deadLettered: Record<DeadLetterReason, number>;
  /** Deliveries that only the history has. */
  readonly held: Record<HoldReason, number>;
  /** The number of entries of each PutPartnerEvents call. */
  readonly entriesPerCall: number[];
  /** For each entry, the time from when the events queue took the event until EventBridge accepted it. */
  readonly acceptanceMs: number[];
  /** Failed entries by Region and error code, `us-east-1 ThrottlingException`. */
  readonly failures: Record<string, number>;
}

/** Counters that have counted nothing yet. */
export function newBatchCounters(): BatchCounters {
  return {
    messages: 0,
    events: 0,
    entries: 0,
    accepted: 0,
    retried: 0,
    returned: 0,
    retiredMappings: 0,
    historyRowsLost: 0,
    historyBodiesLost: 0,
    storedPayloads: 0,
    payloadsNotStored: 0,
    dropped: { noMapping: 0, filtered: 0, sourceGone: 0, skipped: 0 },
    deadLettered: {
      invalidEvent: 0,
      invalidRetryMessage: 0,
      entryTooLarge: 0,
      rejected: 0,
      tooOld: 0,
      unknownFailure: 0,
      payloadWrong: 0,
    },
    held: { paused: 0, retired: 0, sourceGone: 0 },
    entriesPerCall: [],
    acceptanceMs: [],
    failures: {},
  };
}
