import { entrySizeBytes } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent, type DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { eventResource, type EventIdPlace } from '../../../lambdas/domain/event-resource.ts';
import { maxEventBytes } from '../../../lambdas/domain/message-size.ts';

/** Where an event is sent to, and how large an entry may be. */
export interface EntryRoom {
  readonly sourceName: string;
  readonly eventIdIn: EventIdPlace;
  readonly maxEntryBytes: number;
}

/** Why a stub must not have come in place of a detail; undefined if the detail has no room in an entry. */
export function stubProblem(
  event: DomainEvent,
  { sourceName, eventIdIn, maxEntryBytes }: EntryRoom,
): string | undefined {
  const idResource = eventIdIn === 'none' ? undefined : eventResource(event.id);
  const bytes = entrySizeBytes(event, sourceName, idResource);
  if (bytes > maxEntryBytes) return undefined;
  // What the retry queue could not hold is always sent by reference.
  if (Buffer.byteLength(writeDomainEvent(event)) > maxEventBytes) return undefined;
  return `expected the detail itself, since its entry has ${bytes} bytes of at most ${maxEntryBytes}, but it is a stub`;
}
