import { failureOf } from '../../lambdas/aws/failure-of.ts';
import type { SendFailure } from '../message-result.ts';
import type { OutgoingEvent } from '../outgoing-event.ts';
import type { SendResult } from '../send-events.ts';
import { eventOf, type ClaimedRow } from './read-row.ts';

/** What sends a relay's events: `sendEvents` of a producer. */
export type SendEvents = (
  events: readonly OutgoingEvent[],
  options: { readonly signal: AbortSignal },
) => Promise<SendResult>;

/** A row, and why its event was not sent; it was if there is no failure. */
export interface RowResult {
  readonly row: ClaimedRow;
  /** The event's id; undefined if the row holds no event. */
  readonly id: string | undefined;
  readonly failure: SendFailure | undefined;
}

/** Sends the events of some rows. Never rejects. */
export async function sendRows(
  rows: readonly ClaimedRow[],
  sendEvents: SendEvents,
  signal: AbortSignal,
): Promise<readonly RowResult[]> {
  const read = rows.map((row) => ({ row, event: eventOf(row) }));
  const unreadable = read.flatMap(({ row, event }) =>
    event === undefined ? [{ row, id: undefined, failure: noEvent }] : [],
  );
  const readable = read.flatMap(({ row, event }) => (event === undefined ? [] : [{ row, event }]));
  const events = readable.map(({ event }) => event);
  const failures = await failuresOf(events, sendEvents, signal);
  return [
    ...unreadable,
    ...readable.map(({ row, event: { id } }, index) => ({ row, id, failure: failures.get(index) })),
  ];
}

const noEvent: SendFailure = {
  kind: 'refused',
  code: 'invalidEvent',
  reason: 'the row holds no event',
};

/** The failures by the indexes of the events. */
async function failuresOf(
  events: readonly OutgoingEvent[],
  sendEvents: SendEvents,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, SendFailure>> {
  if (events.length === 0) return new Map();
  try {
    const { failed } = await sendEvents(events, { signal });
    return new Map(failed.map(({ index, kind, code, reason }) => [index, { kind, code, reason }]));
  } catch (error) {
    // A producer's own sendEvents never rejects. Of another one nobody knows what it has done before.
    const { code, message: reason } = failureOf(error);
    return new Map(events.map((_, index) => [index, { kind: 'unanswered', code, reason }]));
  }
}
