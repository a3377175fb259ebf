import * as v from 'valibot';
import { dateTimeProblem } from './date-time.ts';
import { generatorProblem } from './generator.ts';
import { detailProblem } from './detail-problem.ts';
import { describeJsonType, isJsonObject, writeJson } from './json.ts';
import { maxEventBytes } from './message-size.ts';
import { payloadReferenceSchema, type PayloadReference } from './payload/payload-reference.ts';
import { jsonBytes } from './text-size.ts';

/** A vendor's event as its services put it on the events queue, after the checks. */
export interface DomainEvent {
  /** The vendor's own id of the event; EventBridge gives it another one for the customer. */
  readonly id: string;
  /** `<tenant>/<resource...>`: the resource that the event is about. */
  readonly generator: string;
  /** 1 to {@link maxDetailTypeLength} characters. */
  readonly detailType: string;
  /** RFC 3339 date-time as date-time.ts reads it; a retry does not change it. */
  readonly time: string;
  readonly resources: readonly string[];
  /**
   * The detail, a JSON object, as text: numbers are kept as they were written. Where the detail is
   * referred to, this is what its stub may keep of it.
   */
  readonly detailJson: string;
  /** Where the detail is, if the event does not have it. */
  readonly reference?: PayloadReference;
}

/** The longest detail type, in characters (EventBridge service model, PutPartnerEventsRequestEntry). */
export const maxDetailTypeLength = 128;

/** The longest resource, in characters (service model, EventResource). */
const maxResourceLength = 2048;

// Neither counts in an entry's size. A generator of half this length is too long for any source's name.
const maxIdBytes = 1024;
const maxGeneratorBytes = 1024;

// A written event without its resources and its detail: the fields above, a detail type and all names.
const maxHeadBytes = 4096;

/** A checked domain event, or the first problem with it, in words that repeat no value. */
export type CheckedEvent =
  | { readonly kind: 'event'; readonly event: DomainEvent }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Checks whether a parsed JSON value is a domain event. Throws RangeError if its detail is nested too
 * deeply for {@link writeJson}.
 *
 * @param queuedAtMs when the queue took the event, epoch milliseconds: the time of an event without one
 * @param maxBytes the largest event as it is written
 */
export function checkDomainEvent(
  value: unknown,
  queuedAtMs: number,
  maxBytes = maxEventBytes,
): CheckedEvent {
  if (!isJsonObject(value)) {
    return invalid(`a domain event is a JSON object, not ${describeJsonType(value)}`);
  }
  // The schema's own strict mode looks names up through the prototype and so misses "constructor".
  const unknownField = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
  if (unknownField !== undefined) {
    return invalid(`"${unknownField.slice(0, 64)}" is not a field of a domain event`);
  }
  // Stryker disable next-line ObjectLiteral,BooleanLiteral: the first problem is the same, the rest is not looked for.
  const checked = v.safeParse(domainEventSchema, value, { abortEarly: true });
  if (!checked.success) return invalid(problemOf(checked.issues[0]));
  const event = eventOf(checked.output, queuedAtMs);
  if (event === undefined) return invalid('"detail" is missing');
  const wrong = detailProblem(event.detailJson);
  if (wrong !== undefined) return invalid(`"detail" ${wrong}`);
  const bytes = boundedBytes(event, maxBytes);
  return bytes > maxBytes ? invalid(tooLarge(bytes, maxBytes)) : { kind: 'event', event };
}

/** The event that checked fields make; undefined if its detail is neither there nor referred to. */
function eventOf(
  { detail, detailReference: reference, ...fields }: v.InferOutput<typeof domainEventSchema>,
  queuedAtMs: number,
): DomainEvent | undefined {
  const { id, generator, detailType, resources, time } = fields;
  const head = { id, generator, detailType, resources };
  const timed = { ...head, time: time ?? new Date(queuedAtMs).toISOString() };
  if (reference !== undefined) return { ...timed, detailJson: writeJson(detail ?? {}), reference };
  return detail && { ...timed, detailJson: writeJson(detail) };
}

/** The bytes of an event as it is written, or an upper bound that is quicker to compute. */
function boundedBytes(event: DomainEvent, maxBytes: number): number {
  const { resources, detailJson } = event;
  const others = resources.reduce((sum, { length }) => sum + 6 * length + 3, maxHeadBytes);
  const most = others + 3 * detailJson.length;
  return most <= maxBytes ? most : Buffer.byteLength(writeDomainEvent(event));
}

function tooLarge(bytes: number, maxBytes: number): string {
  return `the event has ${bytes} bytes as JSON, ${maxBytes} are allowed: with an error beside it, it has to fit a message of SQS`;
}

/** A domain event as JSON text, in the form that {@link checkDomainEvent} takes. */
export function writeDomainEvent(event: Omit<DomainEvent, 'time'> & { time?: string }): string {
  const { detailJson, resources, reference: detailReference, ...rest } = event;
  const head = {
    ...rest,
    ...(resources.length > 0 && { resources }),
    ...(detailReference !== undefined && { detailReference }),
  };
  return `${writeJson(head).slice(0, -1)},"detail":${detailJson}}`;
}

const text = v.pipe(
  v.string(({ input }) => `must be a string, not ${describeJsonType(input)}`),
  v.check((value) => value !== '', 'is empty'),
  v.check((value) => value.isWellFormed(), 'contains half a character (a lone surrogate)'),
);

function textWithin(maxBytes: number) {
  return v.pipe(
    text,
    v.check(
      // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator: it spares most texts the counting, and changes nothing else.
      (value) => 6 * value.length <= maxBytes || bytesOf(value) <= maxBytes,
      ({ input }) => `has ${bytesOf(input)} bytes as JSON, ${maxBytes} are allowed`,
    ),
  );
}

function bytesOf(value: string): number {
  return jsonBytes(value) - '""'.length;
}

function textUpTo(maxCharacters: number) {
  return v.pipe(
    text,
    v.check(
      // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator: it spares most texts the counting, and changes nothing else.
      (value) => value.length <= maxCharacters || characters(value) <= maxCharacters,
      ({ input }) => `has ${characters(input)} characters, ${maxCharacters} are allowed`,
    ),
  );
}

// Every client of HTTP takes them out of a path, even percent-encoded: nobody could look the event up.
const dotSegments: ReadonlySet<string> = new Set(['.', '..']);

const fields = {
  id: v.pipe(
    textWithin(maxIdBytes),
    v.check((value) => !dotSegments.has(value), 'is "." or "..", which no path of a URL can have'),
  ),
  generator: v.pipe(
    textWithin(maxGeneratorBytes),
    v.check(
      (value) => generatorProblem(value) === undefined,
      ({ input }) => String(generatorProblem(input)),
    ),
  ),
  detailType: textUpTo(maxDetailTypeLength),
  time: v.optional(
    v.pipe(
      text,
      v.check(
        (value) => dateTimeProblem(value) === undefined,
        ({ input }) => String(dateTimeProblem(input)),
      ),
    ),
  ),
  resources: v.optional(
    v.array(
      textUpTo(maxResourceLength),
      ({ input }) => `must be an array of strings, not ${describeJsonType(input)}`,
    ),
    [],
  ),
  detail: v.optional(
    v.custom<Readonly<Record<string, unknown>>>(
      isJsonObject,
      ({ input }) => `must be a JSON object, not ${describeJsonType(input)}`,
    ),
  ),
  detailReference: v.optional(payloadReferenceSchema),
};

const domainEventSchema = v.object(fields);

/** The fields of a domain event as JSON names; one that may be absent has a question mark behind it. */
export function eventFields(): readonly string[] {
  return Object.entries(fields).map(
    ([name, { type }]) => `"${name}"${type === 'optional' ? '?' : ''}`,
  );
}

function characters(value: string): number {
  return Array.from(value).length;
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const [field, ...names] = String(v.getDotPath(issue)).split('.');
  const place = placeOf(String(field), names.join('.').slice(0, 64));
  return issue.input === undefined ? `${place} is missing` : `${place} ${issue.message}`;
}

function placeOf(field: string, item: string): string {
  if (item === '') return `"${field}"`;
  return field === 'resources' ? `"${field}" number ${Number(item) + 1}` : `"${field}.${item}"`;
}

function invalid(reason: string): CheckedEvent {
  return { kind: 'invalid', reason };
}
