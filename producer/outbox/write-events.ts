import { maxEventBytes } from '../../lambdas/domain/message-size.ts';
import { writeEvent, type OutgoingEvent, type WrittenEvent } from '../outgoing-event.ts';

/** An event for an outbox: {@link OutgoingEvent}, whose `id` and `time` may be left to the outbox. */
export interface OutboxEvent extends Omit<OutgoingEvent, 'id'> {
  /** By default a new UUID. It stays the same however often the event is sent. */
  readonly id?: string | undefined;
  /** By default the time when the event is added; it stays the same, too. */
  readonly time?: string | Date | undefined;
}

/** An event as its row holds it. */
export interface OutboxText {
  readonly id: string;
  /** JSON. */
  readonly text: string;
}

/** An event that an outbox does not take. Nothing was added. */
export class OutboxEventError extends Error {
  /** Tells it from other errors, also where the package is there twice. */
  override readonly name = 'OutboxEventError';
  /** The event's index among the given events. */
  readonly index: number;
  /** Why it is refused, as in a failed event of the producer. */
  readonly code: Refusal['code'];

  /** @internal */
  constructor(index: number, { code, reason }: Refusal) {
    super(`event ${index} is refused: ${reason}`);
    this.index = index;
    this.code = code;
  }
}

type Refusal = Extract<WrittenEvent, { kind: 'refused' }>;

/** What writing events needs from outside. */
export interface WriteServices {
  /** The largest entry that EventBridge takes. */
  readonly maxEntryBytes: number;
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * Writes events as their rows hold them. Throws an {@link OutboxEventError} for the first that is refused, and
 * TypeError for what is no array: an event alone, of which nothing would be added.
 */
export function writeEvents(
  events: readonly OutboxEvent[],
  services: WriteServices,
): readonly OutboxText[] {
  if (!Array.isArray(events)) throw new TypeError('the events must be an array');
  // A copy has no holes.
  return Array.from(events, (event, index) => {
    const complete = completed(event, services);
    const written = writeEvent(complete, services);
    if (written.kind === 'refused') throw new OutboxEventError(index, forOutbox(written));
    return { id: complete.id, text: written.text };
  });
}

function completed(event: OutboxEvent, { newId, now }: WriteServices): OutgoingEvent {
  const { id = newId(), time = now() } = { ...event };
  return { ...event, id, time };
}

function forOutbox(refusal: Refusal): Refusal {
  if (refusal.code !== 'messageTooLarge') return refusal;
  const reason = `an outbox takes events of up to ${maxEventBytes} bytes as JSON`;
  return { ...refusal, reason };
}
