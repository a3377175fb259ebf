import type { Mapping } from './mapping.ts';

/**
 * Whether a source's last error is history: EventBridge has accepted an event of it since. Both times
 * may be a minute behind, and of the same moment nobody knows which came first: then it stands.
 */
export function isErrorResolved({
  lastAcceptedEvent,
  lastError,
}: Pick<Mapping, 'lastAcceptedEvent' | 'lastError'>): boolean {
  if (lastAcceptedEvent === undefined || lastError === undefined) return false;
  return Date.parse(lastAcceptedEvent.acceptedAt) > Date.parse(lastError.time);
}
