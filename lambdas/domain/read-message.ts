import { checkDomainEvent, type DomainEvent } from './domain-event.ts';
import { elementTexts } from './json-array.ts';
import { parseJson } from './json.ts';
import { maxEventBytes } from './message-size.ts';

/** One event of a message, or why it is none; `text` and `body` are as they were written. */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: DomainEvent; readonly text: string }
  | { readonly kind: 'invalid'; readonly reason: string; readonly body: string };

type RefusedEvent = Extract<ReadEvent, { kind: 'invalid' }>;

/**
 * Reads the body of a message on the events queue: one domain event, or an array whose elements are read
 * one by one. Never throws: an element that is not a domain event comes back with the reason, in words that
 * repeat nothing of the body but an unknown field's name. More than a hundred of them come back as one.
 *
 * @param queuedAtMs when the queue took the message, epoch milliseconds
 * @param maxBytes the largest event as it is written
 */
export function readMessage(
  body: string,
  queuedAtMs: number,
  maxBytes = maxEventBytes,
): readonly ReadEvent[] {
  if (!body.isWellFormed()) return [refuse('the body holds bytes that are not UTF-8', body)];
  const bounds = { queuedAtMs, maxBytes };
  return /^\s*\[/.test(body) ? readArray(body, bounds) : [readEvent(body, bounds)];
}

interface EventBounds {
  readonly queuedAtMs: number;
  readonly maxBytes: number;
}

function readArray(body: string, bounds: EventBounds): readonly ReadEvent[] {
  try {
    JSON.parse(body);
  } catch (error) {
    return [refuse(problemOf(error), body)];
  }
  const texts = elementTexts(body);
  if (texts.length === 0) return [refuse('the body is an array without an event', body)];
  const read = texts.map((text) => readEvent(text, bounds));
  const refused = read.filter((one) => one.kind === 'invalid');
  if (refused.length > maxRefusedApart) {
    const events = read.filter(({ kind }) => kind === 'event');
    return [...events, refuseTogether(refused, texts.length)];
  }
  return read.map((one, index) => {
    if (one.kind === 'event') return one;
    return { ...one, reason: `event ${index + 1} of ${texts.length}: ${one.reason}` };
  });
}

// A message of a mebibyte has room for half a million, and each would become a dead letter.
const maxRefusedApart = 100;

function refuseTogether(refused: readonly RefusedEvent[], elements: number): ReadEvent {
  const reason = `${refused.length} of ${elements} events, the first: ${refused[0]?.reason}`;
  return refuse(reason, `[${refused.map(({ body }) => body).join(',')}]`);
}

function readEvent(text: string, { queuedAtMs, maxBytes }: EventBounds): ReadEvent {
  try {
    const checked = checkDomainEvent(parseJson(text), queuedAtMs, maxBytes);
    return checked.kind === 'event' ? { ...checked, text } : refuse(checked.reason, text);
  } catch (error) {
    return refuse(problemOf(error), text);
  }
}

// JSON.parse alone does not recurse; with a reviver it does, and so does JSON.stringify.
function problemOf(error: unknown): string {
  if (error instanceof RangeError) return 'the event is nested too deeply';
  const position = / in JSON at position (\d+)[^"]*$/.exec(String(error))?.[1];
  const place = position === undefined ? '' : ` from character ${Number(position) + 1} on`;
  return `the body is not JSON${place}`;
}

function refuse(reason: string, body: string): ReadEvent {
  return { kind: 'invalid', reason, body };
}
