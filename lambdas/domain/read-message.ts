import { checkDomainEvent, type DomainEvent } from './domain-event.ts';
import { parseJson } from './json.ts';

/** What one event of a message turned out to be; `body` is the text to dead-letter. */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: DomainEvent }
  | { readonly kind: 'invalid'; readonly reason: string; readonly body: string };

/**
 * Reads the body of a message on the events queue: one domain event, or an array of them, each of
 * which stands for itself. Never throws: what is no domain event comes back with the reason, in
 * words that repeat nothing of the body but an unknown field's name.
 *
 * @param queuedAtMs when the queue took the message, epoch milliseconds
 */
export function readMessage(body: string, queuedAtMs: number): readonly ReadEvent[] {
  if (!body.isWellFormed()) return refuse('the body holds bytes that are not UTF-8', body);
  try {
    const value = parseJson(body);
    return Array.isArray(value)
      ? readArray(value, body, queuedAtMs)
      : [readEvent(value, () => body, queuedAtMs)];
  } catch (error) {
    return refuse(problemOf(error), body);
  }
}

function readArray(
  values: readonly unknown[],
  body: string,
  queuedAtMs: number,
): readonly ReadEvent[] {
  if (values.length === 0) return refuse('the body is an array without an event', body);
  return values.map((value, index) => {
    const read = readEvent(value, () => JSON.stringify(value), queuedAtMs);
    if (read.kind === 'event') return read;
    return { ...read, reason: `event ${index + 1} of ${values.length}: ${read.reason}` };
  });
}

function readEvent(value: unknown, bodyOf: () => string, queuedAtMs: number): ReadEvent {
  const checked = checkDomainEvent(value, queuedAtMs);
  return checked.kind === 'event' ? checked : { ...checked, body: bodyOf() };
}

// JSON.parse does not recurse, JSON.stringify does, so a body of deep nesting fails late.
function problemOf(error: unknown): string {
  if (error instanceof RangeError) return 'the body is nested too deeply';
  const position = /at position (\d+)/.exec(String(error))?.[1];
  const place = position === undefined ? '' : ` from character ${Number(position) + 1} on`;
  return `the body is not JSON${place}`;
}

function refuse(reason: string, body: string): readonly ReadEvent[] {
  return [{ kind: 'invalid', reason, body }];
}
