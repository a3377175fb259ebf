import type { BatchTotals } from './batch-totals.ts';
import type { RunResult } from './run-result.ts';

/** The numbers of a run. Entries end as accepted, dead-lettered, or dropped because the source is gone. */
export interface Summary {
  /** Lines offered to the events queue. */
  readonly messages: number;
  /** Domain events read from them. */
  readonly events: number;
  /** What was no domain event: dead-lettered with its reason, or refused by SQS itself. */
  readonly invalid: number;
  /** One for each event and each mapping that wants it. */
  readonly entries: number;
  readonly accepted: number;
  /** Entries put on the retry queue; one entry may be so several times. */
  readonly retries: number;
  /** Entries on the retry dead-letter queue. */
  readonly deadLettered: number;
  readonly dropped: {
    /** Events that nobody has a mapping for. */
    readonly noMapping: number;
    /** Events that a mapping's detail types leave out, one for each mapping. */
    readonly filtered: number;
    /** Entries whose source is gone. */
    readonly sourceGone: number;
  };
  readonly retiredMappings: number;
  readonly putPartnerEventsCalls: number;
  /** Events that reached a customer's bus. */
  readonly received: number;
  readonly elapsedMs: number;
}

/** The numbers of a run, from the functions' own reports and EventBridge's counters. */
export function summarize({ fed, totals, counters, elapsedMs }: RunResult): Summary {
  const { dropped, deadLettered } = totals;
  return {
    messages: fed.sent + fed.refused.length,
    events: totals.events,
    invalid: (deadLettered['invalidEvent'] ?? 0) + fed.refused.length,
    entries: totals.entries,
    accepted: totals.accepted,
    retries: totals.retried,
    deadLettered: entriesDeadLettered(totals),
    dropped: {
      noMapping: dropped['noMapping'] ?? 0,
      filtered: dropped['filtered'] ?? 0,
      sourceGone: dropped['sourceGone'] ?? 0,
    },
    retiredMappings: totals.retiredMappings,
    putPartnerEventsCalls: counters.putPartnerEventsCalls,
    received: counters.received,
    elapsedMs,
  };
}

/** Entries that ended on the retry dead-letter queue. */
export function entriesDeadLettered({ deadLettered }: BatchTotals): number {
  const { invalidEvent: _, invalidRetryMessage: __, ...ofEntries } = deadLettered;
  return sum(Object.values(ofEntries));
}

/** The sum of some numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
