import { writeDomainEvent, type DomainEvent } from './domain-event.ts';
import { elementTexts } from './json-array.ts';
import { isCloudEvent, readCloudEvent, type ReadingRules } from './read-cloud-event.ts';
import { checkDomainEvent, parseDomainEvent } from './read-domain-event.ts';
import { syntaxErrorAt } from './syntax-error-at.ts';

/**
 * One event of a message, or why it is none. `text` and `body` are as they were written, but `text` of a
 * CloudEvent is the domain event that it means.
 */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: DomainEvent; readonly text: string }
  | { readonly kind: 'invalid'; readonly reason: string; readonly body: string };

type RefusedEvent = Extract<ReadEvent, { kind: 'invalid' }>;

/**
 * Reads the body of a message on the events queue: one domain event or CloudEvent, or an array whose elements
 * are read one by one. Never throws: an element that is neither comes back with the reason, in words that
 * repeat nothing of the body but an unknown field's name. More than a hundred of them come back as one.
 *
 * @param queuedAtMs when the queue took the message, epoch milliseconds
 */
export function readMessage(
  body: string,
  queuedAtMs: number,
  rules: ReadingRules = {},
): readonly ReadEvent[] {
  if (!body.isWellFormed()) return [refuse('the body holds bytes that are not UTF-8', body)];
  const read = (text: string) => readEvent(text, queuedAtMs, rules);
  try {
    return /^[\t\n\r ]*\[/.test(body) ? readArray(body, read) : [read(body)];
  } catch {
    return [refuse(syntaxProblem(body), body)];
  }
}

function readArray(body: string, read: (text: string) => ReadEvent): readonly ReadEvent[] {
  const events = elementTexts(body).map(read);
  if (events.length === 0) return [refuse('the body is an array without an event', body)];
  const placed = (one: RefusedEvent) =>
    `event ${events.indexOf(one) + 1} of ${events.length}: ${one.reason}`;
  const refused = events.filter((one) => one.kind === 'invalid');
  const [first] = refused;
  if (first !== undefined && refused.length > maxRefusedApart) {
    const reason = `${refused.length} events, the first of them ${placed(first)}`;
    const others = events.filter(({ kind }) => kind === 'event');
    return [...others, refuse(reason, `[${refused.map((one) => one.body).join(',')}]`)];
  }
  return events.map((one) => (one.kind === 'event' ? one : { ...one, reason: placed(one) }));
}

// A message of a mebibyte has room for half a million, and each would become a dead letter.
const maxRefusedApart = 100;

function readEvent(text: string, queuedAtMs: number, rules: ReadingRules): ReadEvent {
  const parsed = parseDomainEvent(text);
  if (isCloudEvent(parsed)) return readOther(text, queuedAtMs, rules);
  const checked = checkDomainEvent(parsed, queuedAtMs, rules);
  return checked.kind === 'event' ? { ...checked, text } : refuse(checked.reason, text);
}

function readOther(text: string, queuedAtMs: number, rules: ReadingRules): ReadEvent {
  const checked = readCloudEvent(text, queuedAtMs, rules);
  if (checked.kind === 'invalid') return refuse(checked.reason, text);
  return { ...checked, text: writeDomainEvent(checked.event) };
}

/** Why a text is not JSON, and from where on. */
function syntaxProblem(text: string): string {
  if (text.startsWith('\uFEFF')) return 'the body begins with a byte order mark, which is not JSON';
  const at = syntaxErrorAt(text);
  if (at === undefined) return 'the body is JSON that cannot be parsed here';
  if (at === text.length) return 'the body is not JSON: it ends too early';
  return `the body is not JSON from character ${at + 1} on`;
}

function refuse(reason: string, body: string): ReadEvent {
  return { kind: 'invalid', reason, body };
}
