import type { DropReason } from '../lambdas/delivery/batch-counters.ts';
import type { StoredMessage } from './aws/sqs.ts';
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
  /** Dead-lettered because the detail that they refer to is not what they say. */
  readonly payloadWrong: number;
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
  /** Details of large events that the functions stored. */
  readonly storedPayloads: number;
  /** Received events with a stub in the place of their detail, and how many of their links were followed. */
  readonly stubs: number;
  readonly linksFollowed: number;
  readonly elapsedMs: number;
}

/** The figures of a run, from the functions' own reports and EventBridge's counters. */
export function summarize(result: RunResult): Summary {
  const { fed, totals, counters, links, eventsDeadLetters, elapsedMs } = result;
  const { dropped, deadLettered } = totals;
  const refused = refusedForPayload(eventsDeadLetters).length;
  return {
    messages: fed.sent + fed.refused.length,
    events: totals.events,
    invalid: deadLettered.invalidEvent + fed.refused.length,
    payloadWrong: refused,
    entries: totals.entries,
    accepted: totals.accepted,
    retries: totals.retried,
    deadLettered: entriesDeadLettered(totals) - refused,
    dropped,
    held: entriesHeld(totals),
    retiredMappings: totals.retiredMappings,
    putPartnerEventsCalls: counters.putPartnerEventsCalls,
    received: counters.received,
    storedPayloads: totals.storedPayloads,
    stubs: links.stubs,
    linksFollowed: links.followed,
    elapsedMs,
  };
}

/** Dead letters of events whose details are not what they say, or could not be stored or seen for too long. */
export function refusedForPayload(eventsDeadLetters: readonly StoredMessage[]): StoredMessage[] {
  return eventsDeadLetters.filter(({ attributes: { errorCode } }) =>
    ['payloadWrong', 'tooOld'].includes(errorCode ?? ''),
  );
}

/** Entries that ended in the retry dead-letter queue, and events that {@link refusedForPayload} finds. */
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
