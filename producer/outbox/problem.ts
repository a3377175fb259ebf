import type { FailedEvent } from '../send-events.ts';

/** An event that stays in the outbox, and is sent again later. */
export interface KeptEvent extends Omit<FailedEvent, 'event' | 'index'> {
  /** The id of its row. */
  readonly rowId: string;
  /** The event's own id; undefined if somebody has changed the row so that it holds no event. */
  readonly id: string | undefined;
  /** How often it was tried. */
  readonly attempts: number;
}

/** What somebody should know. The relay goes on. */
export type OutboxProblem = EventsNotSent | DatabaseFailed;

/** Events were not sent. */
export interface EventsNotSent {
  /** Tells the kinds of problems apart. */
  readonly kind: 'notSent';
  /** The events, each with the reason. */
  readonly events: readonly KeptEvent[];
}

/** The database did not do what it was asked. */
export interface DatabaseFailed {
  /** Tells the kinds of problems apart. */
  readonly kind: 'databaseFailed';
  /** What the database's client rejected with. */
  readonly error: unknown;
  /** How many events were sent and are still in the outbox, so that they will be sent again. */
  readonly willRepeat: number;
}
