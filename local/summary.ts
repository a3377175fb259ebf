import type { DropReason } from '../lambdas/delivery/batch-counters.ts';
import type { BatchTotals } from './batch-totals.ts';
import type { RunResult } from './run-result.ts';

/** The figures of a run. Entries end accepted, dead-lettered, held, or dropped because their source was deleted. */
export interface Summary {
  /** Lines offered to the events queue. */
  readonly messages: number;
  /** Domain events read from them. */
  readonly events: number;
  /** Not domain events: dead-lettered with a reason, or refused by SQS itself. */
  readonly invalid: number;
  /** One for each event and each mapping that wants it. */
  readonly entries: number;
  readonly accepted: number;
  /** Entries sent to the retry queue; an entry may be sent there several times. */
  readonly retries: number;
  /** Entries on the retry dead-letter queue. */
  readonly deadLettered: number;
  /** Events without a mapping, events that a mapping's detail types exclude, and entries whose source was deleted. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Entries for sources that are paused, retired or gone, which the history keeps. */
  readonly held: number;
  readonly retiredMappings: number;
  readonly putPartnerEventsCalls: number;
  /** Events that reached a customer's bus. */
  readonly received: number;
  readonly elapsedMs: number;
}

/** The figures of a run, from the functions' own reports and EventBridge's counters. */
export function summarize({ fed, totals, counters, elapsedMs }: RunResult): Summary {
  const { dropped, deadLettered } = totals;
  return {
    messages: fed.sent + fed.refused.length,
    events: totals.events,
    invalid: deadLettered.invalidEvent + fed.refused.length,
    entries: totals.entries,
    accepted: totals.accepted,
    retries: totals.retried,
    deadLettered: entriesDeadLettered(totals),
    dropped,
    held: entriesHeld(totals),
    retiredMappings: totals.retiredMappings,
    putPartnerEventsCalls: counters.putPartnerEventsCalls,
    received: counters.received,
    elapsedMs,
  };
}

/** Entries that ended in the retry dead-letter queue. */
export function entriesDeadLettered({ deadLettered }: BatchTotals): number {
  const { invalidEvent: _, invalidRetryMessage: __, ...ofEntries } = deadLettered;
  return sum(Object.values(ofEntries));
}

/** How many entries have a disposition, and do not wait any more. */
export function entriesSettled(totals: BatchTotals): number {
  const { accepted, dropped } = totals;
  const keptOrDeadLettered = entriesDeadLettered(totals) + entriesHeld(totals);
  return accepted + keptOrDeadLettered + dropped.sourceGone + dropped.skipped;
}

/** Entries that the history keeps until somebody listens. */
function entriesHeld({ held }: BatchTotals): number {
  return sum(Object.values(held));
}

/** The sum of some numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
