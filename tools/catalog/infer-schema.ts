import { isJsonObject } from '../../lambdas/domain/json.ts';

/** What of JSON Schema (2020-12) a schema inferred from samples is made of. */
export interface InferredSchema {
  readonly type?: JsonType | readonly JsonType[];
  readonly const?: string;
  readonly format?: 'date-time' | 'uri';
  readonly properties?: Readonly<Record<string, InferredSchema>>;
  readonly required?: readonly string[];
  readonly items?: InferredSchema;
}

type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/**
 * The schema of which all these values are samples: what they all have is required, what is not
 * among them is allowed, and of what is null in all of them nothing is said.
 *
 * @param member the name of the member that has these values
 */
export function inferSchema(values: readonly unknown[], member = ''): InferredSchema {
  const types = [...new Set(values.map(typeOf))];
  if (types.every((type) => type === 'null')) return {};
  return {
    type: typeKeyword(types),
    ...stringKeywords(values.filter(isString), member),
    ...objectKeywords(values.filter(isJsonObject)),
    ...arrayKeywords(values.filter(isArray)),
  };
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (isString(value)) return 'string';
  if (isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return 'object';
}

function typeKeyword(types: readonly JsonType[]): JsonType | readonly JsonType[] {
  const isFraction = types.includes('number');
  // An integer is a number, and null reads best last.
  const listed = types.filter((type) => type !== 'null' && !(isFraction && type === 'integer'));
  if (types.includes('null')) listed.push('null');
  const [first, ...others] = listed;
  return first !== undefined && others.length === 0 ? first : listed;
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const uri = /^[a-z][a-z0-9+.-]*:\/\/(?:[\w\-.~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;

// A text that people write may happen to be a URL; a member that is called one is no chance.
function stringKeywords(texts: readonly string[], member: string): InferredSchema {
  if (texts.length === 0) return {};
  if (texts.every((text) => dateTime.test(text))) return { format: 'date-time' };
  const isUri = /(^|_)url$/.test(member) && texts.every((text) => uri.test(text));
  return isUri ? { format: 'uri' } : {};
}

function objectKeywords(objects: readonly Readonly<Record<string, unknown>>[]): InferredSchema {
  const members = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  if (members.length === 0) return {};
  const properties = members.map((member) => {
    const having = objects.filter((object) => Object.hasOwn(object, member));
    const values = having.map((object) => object[member]);
    return [member, inferSchema(values, member)] as const;
  });
  const required = members.filter((member) =>
    objects.every((object) => Object.hasOwn(object, member)),
  );
  return {
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  };
}

function arrayKeywords(arrays: readonly (readonly unknown[])[]): InferredSchema {
  const items = arrays.flat();
  return items.length === 0 ? {} : { items: inferSchema(items) };
}
