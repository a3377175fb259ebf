import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import type { Answer } from '../../lambdas/registration/answers.ts';
import { findReadings } from '../../lambdas/registration/routes.ts';

interface Header {
  readonly schema: object;
}
interface Response {
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}
interface Operation {
  readonly operationId: string;
  /** Empty where no token is needed; absent where that of the whole API holds. */
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, Response>>;
}

/** The description of the API, parsed. */
export const openApi = parse(
  readFileSync(new URL('../../lambdas/registration/openapi.yaml', import.meta.url), 'utf8'),
);

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
});
formats.default(ajv);
ajv.addSchema({ $id: 'openapi', $defs: asSchema(openApi.components.schemas) });

/** A schema of the description, by its place in it. */
export function schemaAt(schema: object): ValidateFunction {
  return ajv.compile(asSchema(schema));
}

/** Schemas refer to each other by their place in the description, which is no schema itself. */
function asSchema(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components/schemas/', '"openapi#/$defs/'),
  );
}

/** Each operation of the description with its path and method. */
export const describedOperations = Object.entries<Record<string, Operation>>(openApi.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/**
 * What differs between an answer and the description; empty when it is as described. A path that can be
 * read as several operations has the answer of one of them.
 */
export function differences(method: string, path: string, answer: Answer): readonly string[] {
  const each = describedResponses(method, path, answer.statusCode).map((response) =>
    differencesFrom(response, method, answer),
  );
  return each.find((found) => found.length === 0) ?? each[0] ?? [];
}

function differencesFrom(
  response: Response | undefined,
  method: string,
  answer: Answer,
): readonly string[] {
  if (response === undefined) return [`${answer.statusCode} is not described`];
  const bodies = method === 'HEAD' ? headBodyDifferences : bodyDifferences;
  return [...headerDifferences(response, answer), ...bodies(response, answer)];
}

function describedResponses(
  method: string,
  path: string,
  status: number,
): readonly (Response | undefined)[] {
  const found = findReadings(method, path);
  if ('kind' in found || found.length === 0) {
    return [status >= 400 ? openApi.components.responses.Problem : undefined];
  }
  return found.map((route) => {
    const described = describedOperations.find(
      ({ operation }) => operation.operationId === route.operation,
    );
    const { responses } = described!.operation;
    return resolve(responses[String(status)] ?? (status >= 400 ? responses['default'] : undefined));
  });
}

function headerDifferences({ headers = {} }: Response, answer: Answer): readonly string[] {
  return Object.entries(headers).flatMap(([name, given]) => {
    const text = answer.headers[name.toLowerCase()];
    if (text === undefined) return [`the header ${name} is missing`];
    const { schema } = resolve(given);
    const isNumber = 'type' in schema && schema.type === 'integer';
    return failures(schema, isNumber ? Number(text) : text, `header ${name}`);
  });
}

function bodyDifferences({ content }: Response, answer: Answer): readonly string[] {
  const { headers, body } = answer;
  const type = headers['content-type'];
  if (content === undefined) {
    return body === undefined && type === undefined ? [] : ['there is a body, and none described'];
  }
  const media = content[String(type)];
  if (media === undefined) return [`the content type ${type} is not described`];
  const text = textOf(answer);
  return failures(media.schema, String(type).includes('json') ? JSON.parse(text) : text, 'body');
}

/** The text of an answer's body, as it is or compressed. */
function textOf({ headers, body = '', isBase64Encoded }: Answer): string {
  if (isBase64Encoded !== true) return body;
  const content = Buffer.from(body, 'base64');
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(content) : content).toString();
}

/** HEAD is described with GET: it has the type of what GET has, and nothing of it. */
function headBodyDifferences({ content = {} }: Response, { headers, body }: Answer) {
  const type = headers['content-type'];
  return [
    ...(type === undefined || type in content ? [] : [`the content type ${type} is not described`]),
    ...(body === undefined ? [] : ['HEAD has a body']),
  ];
}

function failures(schema: object, value: unknown, what: string): readonly string[] {
  const validate = compiled(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${what}${error.instancePath} ${error.message}`);
}

const validators = new WeakMap<object, ValidateFunction>();

function compiled(schema: object): ValidateFunction {
  const validate = validators.get(schema) ?? schemaAt(schema);
  validators.set(schema, validate);
  return validate;
}

function resolve<T extends object>(value: T): T;
function resolve<T extends object>(value: T | undefined): T | undefined;
function resolve(value: object | undefined): unknown {
  if (value === undefined || !('$ref' in value)) return value;
  const names = String(value.$ref).slice(2).split('/');
  return names.reduce((at, name) => at[name], openApi);
}
