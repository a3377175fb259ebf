import { detailProblem } from './detail-problem.ts';
import type { DomainEvent } from './domain-event.ts';
import { checkFields, type CheckedFields } from './event-fields.ts';
import { fitEvent, sizeProblem, type EventLimits } from './event-size.ts';
import { isJsonObject } from './json.ts';
import { readApart, type ReadApart } from './read-apart.ts';

/** A checked domain event, or the first problem with it, in words that repeat no value. */
export type CheckedEvent =
  | { readonly kind: 'event'; readonly event: DomainEvent }
  | { readonly kind: 'invalid'; readonly reason: string };

/** The text of what may be a domain event, parsed, with its detail as text, too. */
export type ParsedEvent = ReadApart<{ readonly json: string; readonly value: unknown }>;

/** Parses what may be a domain event. Throws SyntaxError if the text is not JSON. */
export function parseDomainEvent(text: string): ParsedEvent {
  return readApart(text, 'detail', (json) => ({ json, value: JSON.parse(json) }));
}

/**
 * Checks whether parsed JSON is a domain event. Its detail stays the text that it is.
 *
 * @param queuedAtMs when the queue took the event, epoch milliseconds: the time of an event without one
 */
export function checkDomainEvent(
  { value, apart: detail, repeatedName }: ParsedEvent,
  queuedAtMs: number,
  limits: EventLimits,
): CheckedEvent {
  const isWhole = detail === undefined || !isJsonObject(value);
  const whole = isWhole ? value : { ...value, detail: detail.value };
  return checkEventFields(
    { value: whole, detailJson: detail?.json, repeatedName },
    queuedAtMs,
    limits,
  );
}

/** The fields of an event, parsed. */
export interface EventFields {
  readonly value: unknown;
  /** The text of its detail, if it has one. */
  readonly detailJson: string | undefined;
  /** A name that its text has twice. */
  readonly repeatedName: string | undefined;
}

/** How large events may be, and what their fields are called in reasons. */
export interface EventRules extends EventLimits {
  /** What reasons call a field; its name if it is not given. */
  readonly nameOf?: (field: string) => string;
}

/** Checks the fields of an event: {@link checkDomainEvent}, with names of another format in its reasons. */
export function checkEventFields(
  { value, detailJson, repeatedName }: EventFields,
  queuedAtMs: number,
  { nameOf = itself, ...limits }: EventRules,
): CheckedEvent {
  const checked = checkFields(value, nameOf);
  if (checked.kind === 'invalid') return checked;
  if (repeatedName !== undefined) return invalid(`"${repeatedName}" appears twice`);
  const event = eventOf(checked.fields, detailJson, queuedAtMs);
  if (event === undefined) return invalid(`"${nameOf('detail')}" is missing`);
  const wrong = detailProblem(event.detailJson);
  if (wrong !== undefined) return invalid(`"${nameOf('detail')}" ${wrong}`);
  const fitting = fitEvent(event, limits);
  const tooLarge = sizeProblem(fitting, limits);
  return tooLarge === undefined ? { kind: 'event', event: fitting } : invalid(tooLarge);
}

const itself = (field: string) => field;

/** Reads a domain event: {@link parseDomainEvent} and {@link checkDomainEvent}. */
export function readDomainEvent(
  text: string,
  queuedAtMs: number,
  limits: EventLimits = {},
): CheckedEvent {
  return checkDomainEvent(parseDomainEvent(text), queuedAtMs, limits);
}

/** The event that checked fields make; undefined if its detail is neither there nor referred to. */
function eventOf(
  fields: Extract<CheckedFields, { kind: 'fields' }>['fields'],
  detailJson: string | undefined,
  queuedAtMs: number,
): DomainEvent | undefined {
  const { id, generator, detailType, resources, detailReference: reference } = fields;
  const time = fields.time ?? new Date(queuedAtMs).toISOString();
  const event = { id, generator, detailType, resources, time, detailJson: detailJson ?? '{}' };
  if (reference !== undefined) return { ...event, reference };
  return detailJson === undefined ? undefined : event;
}

function invalid(reason: string): CheckedEvent {
  return { kind: 'invalid', reason };
}
