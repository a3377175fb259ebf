import type { Answer } from '../../lambdas/registration/answers.ts';
import type { HttpApiEvent } from '../../lambdas/registration/handler.ts';
import { testNowMs } from './domain-builders.ts';

/** A request, with the parts that differ between tests. */
export interface RequestOverrides {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value is sent as JSON, with its content type; a text as it is. */
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
  /** The tenant that the token names. */
  readonly tenant?: string;
  /** The verified claims, instead of the tenant's; null where no token is required. */
  readonly claims?: Record<string, string | number | boolean | string[]> | null;
  readonly nowMs?: number;
}

/** A request as an HTTP API hands it on, payload format 2.0. */
export function anHttpApiEvent({
  isBase64Encoded = false,
  path = '/sources',
  query,
  ...rest
}: RequestOverrides): HttpApiEvent {
  return {
    version: '2.0',
    routeKey: 'ANY /sources',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    ...contentOf(rest),
    ...(query && { queryStringParameters: { ...query } }),
    isBase64Encoded,
    requestContext: requestContext({ path, ...rest }),
  };
}

function contentOf({
  body,
  headers = {},
}: RequestOverrides): Pick<HttpApiEvent, 'headers' | 'body'> {
  if (body === undefined) return { headers: { ...headers } };
  if (typeof body === 'string') return { headers: { ...headers }, body };
  const typed = { 'content-type': 'application/json', ...headers };
  return { headers: typed, body: JSON.stringify(body) };
}

function requestContext({
  method = 'GET',
  path = '/sources',
  tenant = 'acct1',
  claims = { tenant },
  nowMs = testNowMs,
}: RequestOverrides): HttpApiEvent['requestContext'] {
  return {
    accountId: '000000000100',
    apiId: 'api',
    domainName: 'api.example',
    domainPrefix: 'api',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
    requestId: 'request-1',
    routeKey: 'ANY /sources',
    stage: '$default',
    time: '21/Nov/2026:19:00:00 +0000',
    timeEpoch: nowMs,
    ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
  };
}

/** The parsed body of an answer. */
export function bodyOf({ body = 'null' }: Answer) {
  return JSON.parse(body);
}
