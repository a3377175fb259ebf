import type { APIGatewayEventRequestContextV2 } from 'aws-lambda';
import type { HttpApiEvent } from '../../lambdas/registration/handler.ts';
import { functionAccount } from '../lambda/function-environment.ts';
import type { Claims } from './claim-texts.ts';
import { splitTarget, type HttpRequest } from './http-message.ts';
import type { MatchedRoute } from './match-route.ts';

/** What the gateway adds to a request. */
export interface ProxyContext extends MatchedRoute {
  /** Percent-decoded. */
  readonly path: string;
  /** Of the verified token; undefined on a route without an authorizer. */
  readonly claims: Claims | undefined;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** The event, in payload format 2.0, with which API Gateway invokes a function for a request. */
export function proxyEvent(request: HttpRequest, context: ProxyContext): HttpApiEvent {
  const { cookie, ...headers } = request.headers;
  const { query } = splitTarget(request.target);
  const queryStringParameters = joinedQuery(query);
  const { pathParameters, claims } = context;
  const requestContext = requestContextOf(request, context);
  const event = {
    version: '2.0',
    routeKey: requestContext.routeKey,
    rawPath: context.path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...(hasNone(queryStringParameters) ? {} : { queryStringParameters }),
    requestContext,
    ...(hasNone(pathParameters) ? {} : { pathParameters }),
    ...bodyOf(request),
  };
  if (claims === undefined) return event;
  const jwt = { claims: { ...claims }, scopes: null };
  return { ...event, requestContext: { ...requestContext, authorizer: { jwt } } };
}

function requestContextOf(
  { method, headers, sourceIp, protocol }: HttpRequest,
  { route, path, requestId, nowMs }: ProxyContext,
): APIGatewayEventRequestContextV2 {
  return {
    accountId: functionAccount,
    apiId: 'local',
    domainName: headers['host'] ?? '',
    domainPrefix: 'local',
    http: { method, path, protocol, sourceIp, userAgent: headers['user-agent'] ?? '' },
    requestId,
    routeKey: `${route.method} ${route.path}`,
    stage: '$default',
    time: commonLogTime(nowMs),
    timeEpoch: nowMs,
  };
}

/** The values of a repeated parameter are joined with commas. */
function joinedQuery(query: string): Record<string, string> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]),
  );
}

const textTypes = /^(?:text\/.*|application\/(?:json|javascript|xml|.*\+json|.*\+xml))$/;

/** The body as text if its content type is textual, otherwise in base64. */
function bodyOf({ body, headers }: HttpRequest) {
  if (body.length === 0) return { isBase64Encoded: false };
  const [contentType = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const isText = textTypes.test(contentType.trim());
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

function hasNone(values: object): boolean {
  return Object.keys(values).length === 0;
}

/** As web servers log it: `21/Nov/2026:19:00:00 +0000`. */
function commonLogTime(nowMs: number): string {
  const [, day, month, year, time] = new Date(nowMs).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
