import { describeJsonType } from './json.ts';

/** The attribute of CloudEvents that gives the generator, unless a stage names another one. */
export const defaultGeneratorAttribute = 'subject';

/** Attributes that mean something else here, so that none of them can give the generator. */
const taken: ReadonlySet<string> = new Set([
  'specversion',
  'id',
  'type',
  'time',
  'datacontenttype',
  'dataschema',
  'data',
]);

/** Whether an attribute of CloudEvents may give the generator: `subject`, `source` or an extension. */
export function canGiveGenerator(name: string): boolean {
  return attributeName.test(name) && name.length <= maxAttributeLength && !taken.has(name);
}

// CloudEvents 1.0.2, "Naming conventions": producers should not have longer names than 20 characters.
const attributeName = /^[a-z0-9]+$/;
const maxAttributeLength = 20;

/** What a CloudEvent is in the fields of a domain event; or the first problem, in words that repeat no value. */
export type CloudEventFields =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Checks what a CloudEvent of version 1.0 has beyond a domain event, and names its attributes as the fields of
 * a domain event, whose own checks are still to be made. An attribute that is null is none (JSON event format,
 * 2.2). Extensions are ignored, apart from the one that may give the generator.
 *
 * @param value the parsed object; `{}` may stand for its data
 */
export function cloudEventFields(
  value: Readonly<Record<string, unknown>>,
  generatorAttribute: string,
): CloudEventFields {
  const reason = problemOf(value);
  if (reason !== undefined) return { kind: 'invalid', reason };
  const fields = {
    id: attribute(value, 'id'),
    generator: attribute(value, generatorAttribute),
    detailType: attribute(value, 'type'),
    time: attribute(value, 'time'),
    ...(Object.hasOwn(value, 'data') && { detail: value['data'] }),
  };
  const given = Object.entries(fields).filter(([, one]) => one !== undefined);
  return { kind: 'fields', fields: Object.fromEntries(given) };
}

/** The value of an attribute; undefined if it has none. */
function attribute(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? (value[name] ?? undefined) : undefined;
}

/** What a field of a domain event is called in a CloudEvent. */
export function attributeOf(field: string, generatorAttribute: string): string {
  if (field === 'generator') return generatorAttribute;
  if (field === 'detailType') return 'type';
  return field === 'detail' ? 'data' : field;
}

function problemOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const version = attribute(value, 'specversion');
  if (version === undefined) return '"specversion" is missing';
  if (version !== '1.0') return '"specversion" must be "1.0", as text';
  for (const [name, one] of Object.entries(value)) {
    const problem = nameProblem(name) ?? (one === null ? undefined : valueProblem(name, one));
    if (problem !== undefined) return `"${name.slice(0, maxShownLength)}" ${problem}`;
  }
  return attribute(value, 'source') === undefined ? '"source" is missing' : undefined;
}

const maxShownLength = 64;

function nameProblem(name: string): string | undefined {
  if (attributeName.test(name)) return undefined;
  if (name === 'data_base64') return 'is not supported: "data" must be a JSON object';
  if (name === 'detailReference') {
    return 'is for domain events alone: a CloudEvent has its data in the message';
  }
  return 'is not an attribute of a CloudEvent: their names have only the letters a to z and digits';
}

function valueProblem(name: string, value: unknown): string | undefined {
  if (checkedAsFields.has(name)) return undefined;
  const check = Object.hasOwn(checks, name) ? checks[name] : extensionProblem;
  return check?.(value);
}

/** The checks of a domain event’s fields say what is wrong with these. */
const checkedAsFields: ReadonlySet<string> = new Set(['id', 'type', 'time', 'data']);

const checks: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  source: (value) =>
    textProblem(value) ?? (isUriReference(String(value)) ? undefined : notUriReference),
  subject: textProblem,
  dataschema: (value) => textProblem(value) ?? (isUri(String(value)) ? undefined : notUri),
  datacontenttype: (value) =>
    textProblem(value) ?? (isJsonMediaType(String(value)) ? undefined : notJson),
};

function textProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return `must be a string, not ${describeJsonType(value)}`;
  return value === '' ? 'is empty' : undefined;
}

// RFC 3986, which the specification names. Only the characters are checked: nobody follows these addresses.
const notInUri = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]|%(?![\dA-Fa-f]{2})/;
const scheme = /^[A-Za-z][A-Za-z\d+.-]*:/;
const notUriReference = 'must be a URI reference (RFC 3986)';
const notUri = 'must be a URI with a scheme (RFC 3986)';

function isUriReference(value: string): boolean {
  return !notInUri.test(value);
}

function isUri(value: string): boolean {
  return isUriReference(value) && scheme.test(value);
}

/**
 * JSON event format, 3.1: JSON is what has the media subtype `json`, or one that ends with `+json`. The
 * characters of both parts are those of RFC 6838, 4.2.
 */
const jsonMediaType = /^[\w!#$&^.+-]+\/(?:[\w!#$&^.+-]+\+)?json[\t ]*(?:;|$)/i;
const notInMediaType = /[^\t -~]/;
const notJson = 'must be a media type of JSON, such as application/json';

function isJsonMediaType(value: string): boolean {
  return jsonMediaType.test(value) && !notInMediaType.test(value);
}

function extensionProblem(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value !== 'number') {
    return `must be a string, a boolean or an integer, not ${describeJsonType(value)}`;
  }
  // The specification's type Integer; `| 0` makes one of 32 bits.
  return (value | 0) === value ? undefined : 'must be an integer of 32 bits, or a string';
}
