import { firstDelivery } from '../domain/delivery.ts';
import { writeDomainEvent } from '../domain/domain-event.ts';
import type { EventIdPlace } from '../domain/event-resource.ts';
import type { Mapping } from '../domain/mapping.ts';
import { maxEventBytes, mostBesideEventBytes } from '../domain/message-size.ts';
import type { WrittenEvent } from './events-message.ts';

/** How large an entry may be, and what is in it besides the event. */
export interface EntrySettings {
  readonly maxEntryBytes: number;
  readonly eventIdIn: EventIdPlace;
}

/** What an event is sent as: whole, by reference where its entry is too large, or by reference always. */
export type SentAs = 'whole' | 'eachAsItFits' | 'byReference';

// A character of a text has at most so many bytes.
const maxBytesPerUnit = 3;

/**
 * Decides what an event is sent as. By reference always, if the retry queue could not hold it. The length
 * of its text decides nearly always, so that most events pay nothing for the few large ones.
 */
export function sentAs(
  { event, text }: WrittenEvent,
  mappings: readonly Mapping[],
  { maxEntryBytes, eventIdIn }: EntrySettings,
): SentAs {
  if (event.reference !== undefined) return 'byReference';
  const mostBytes = Math.min(maxEntryBytes, maxEventBytes) - mostBesideEventBytes;
  if (text.length * maxBytesPerUnit <= mostBytes) return 'whole';
  const bytes = Buffer.byteLength(text);
  if (bytes <= mostBytes) return 'whole';
  if (bytes > maxEventBytes - mostBesideEventBytes && isTooLargeToRetry(event))
    return 'byReference';
  const isTooLarge = (mapping: Mapping) =>
    firstDelivery(event, mapping, 0, eventIdIn).sizeBytes > maxEntryBytes;
  return mappings.some(isTooLarge) ? 'eachAsItFits' : 'whole';
}

function isTooLargeToRetry(event: WrittenEvent['event']): boolean {
  return Buffer.byteLength(writeDomainEvent(event)) > maxEventBytes;
}
