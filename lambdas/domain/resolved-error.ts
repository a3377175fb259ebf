import type { Mapping } from './mapping.ts';

/**
 * Whether a source's last error is resolved: EventBridge has accepted an event for it since. Both times
 * may be a minute behind. If they are equal, nobody knows which came first, and the error is unresolved.
 */
export function isErrorResolved({
  lastAcceptedEvent,
  lastError,
}: Pick<Mapping, 'lastAcceptedEvent' | 'lastError'>): boolean {
  if (lastAcceptedEvent === undefined || lastError === undefined) return false;
  return Date.parse(lastAcceptedEvent.acceptedAt) > Date.parse(lastError.time);
}
