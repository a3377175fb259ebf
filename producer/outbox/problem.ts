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
export type OutboxProblem =
  | { readonly kind: 'notSent'; readonly events: readonly KeptEvent[] }
  | {
      readonly kind: 'databaseFailed';
      readonly error: unknown;
      /** How many events were sent and are still in the outbox, so that they will be sent again. */
      readonly willRepeat: number;
    };
