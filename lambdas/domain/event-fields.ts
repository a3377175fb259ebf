import * as v from 'valibot';
import { dateTimeProblem } from './date-time.ts';
import { maxDetailTypeLength } from './domain-event.ts';
import { generatorProblem } from './generator.ts';
import { describeJsonType, isJsonObject } from './json.ts';
import { payloadReferenceSchema } from './payload/payload-reference.ts';
import { jsonBytes } from './text-size.ts';

/** The longest resource, in characters (service model, EventResource). */
const maxResourceLength = 2048;

// Neither counts in an entry's size. A generator of half this length is too long for any source's name.
const maxIdBytes = 1024;
const maxGeneratorBytes = 1024;

/** The fields of a domain event, checked; or the first problem with them, in words that repeat no value. */
export type CheckedFields =
  | { readonly kind: 'fields'; readonly fields: v.InferOutput<typeof domainEventSchema> }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Checks whether a parsed JSON value has the fields of a domain event, and no others.
 *
 * @param nameOf what the reason calls a field
 */
export function checkFields(
  value: unknown,
  nameOf: (field: string) => string = String,
): CheckedFields {
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
  return checked.success
    ? { kind: 'fields', fields: checked.output }
    : invalid(problemOf(checked.issues[0], nameOf));
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

function problemOf(issue: v.BaseIssue<unknown>, nameOf: (field: string) => string): string {
  const [field, ...names] = String(v.getDotPath(issue)).split('.');
  const place = placeOf(nameOf(String(field)), names.join('.').slice(0, 64));
  return issue.input === undefined ? `${place} is missing` : `${place} ${issue.message}`;
}

function placeOf(field: string, item: string): string {
  if (item === '') return `"${field}"`;
  return field === 'resources' ? `"${field}" number ${Number(item) + 1}` : `"${field}.${item}"`;
}

function invalid(reason: string): CheckedFields {
  return { kind: 'invalid', reason };
}
