/** Where customers find the vendor's id of an event: in an element of an entry's resources, or nowhere. */
export type EventIdPlace = 'resources' | 'none';

/**
 * The element of an entry's resources that holds the vendor's id of the event: `event/<id>`, or
 * `replay/<replay>/event/<id>` if a replay sends it again. It is one element in both cases, since a rule's
 * `anything-but` matches as soon as any element passes. An id has at most 1,024 bytes, and an element may
 * have 2,048 characters.
 */
export function eventResource(eventId: string, replay?: string): string {
  return replay === undefined ? `event/${eventId}` : `replay/${replay}/event/${eventId}`;
}
