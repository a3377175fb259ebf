import type { DeadLetterReason } from '../dead-letter.ts';
import type { Failure } from '../outcome.ts';
import type { HistoryOutcome, ListeningState, Trigger } from './terms.ts';

export { historyOutcomes, listeningStates, triggers } from './terms.ts';
export type { HistoryOutcome, ListeningState, Trigger } from './terms.ts';

/** Why a delivery was held: its mapping was paused or retired, or EventBridge did not know its source. */
export const holdReasons = ['paused', 'retired', 'sourceGone'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Where an event's text is kept: a line of a frame of an object in the Region's bucket. */
export interface BodyPlace {
  /** The object's key. */
  readonly key: string;
  /** The frame's first byte in the object. */
  readonly offset: number;
  readonly length: number;
  /** The line in the frame, from 0. */
  readonly line: number;
}

/** One entry of the history: a delivery's first outcome, or its last one. */
export interface HistoryRow {
  /** The vendor's id of the event. */
  readonly eventId: string;
  /** The id that EventBridge gave to the accepted entry. */
  readonly eventBridgeId?: string;
  readonly detailType: string;
  /** When the events queue took the event, epoch milliseconds. */
  readonly queuedAtMs: number;
  /** When the outcome was known, epoch milliseconds. */
  readonly atMs: number;
  readonly outcome: HistoryOutcome;
  /** Of a delivery that was dead-lettered or held. */
  readonly reason?: DeadLetterReason | HoldReason;
  /** Attempts made, this one included. */
  readonly attempts: number;
  readonly state: ListeningState;
  readonly trigger: Trigger;
  /** The id of the replay that asked for it. */
  readonly replay?: string;
  /** Why the last attempt failed. */
  readonly failure?: Failure;
  /** Absent if the event's text was not kept. */
  readonly body?: BodyPlace;
}

/** Whether EventBridge accepted the event while nobody was known to listen. */
export function isUnheard({ outcome, state }: Pick<HistoryRow, 'outcome' | 'state'>): boolean {
  return outcome === 'accepted' && state === 'PENDING';
}

/** Whether the customer did not get the event, and can still have it: held, or accepted while PENDING. */
export function isMissed(row: Pick<HistoryRow, 'outcome' | 'state'>): boolean {
  return row.outcome === 'held' || isUnheard(row);
}

/** What rows are of one delivery: an event, and what asked for it. */
export function deliveryKey({ eventId, trigger, replay }: HistoryRow): string {
  return JSON.stringify([eventId, trigger, replay ?? '']);
}
