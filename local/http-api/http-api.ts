import { randomUUID } from 'node:crypto';
import type { HttpApiEvent } from '../../lambdas/registration/handler.ts';
import type { HttpRoute } from '../../lambdas/registration/routes.ts';
import { maxPayloadBytes, type InvokeResult } from '../lambda/invoke-result.ts';
import type { Claims } from './claim-texts.ts';
import {
  entityTooLarge,
  messageAnswer,
  splitTarget,
  type HttpAnswer,
  type HttpRequest,
} from './http-message.ts';
import { matchRoute } from './match-route.ts';
import { proxyEvent } from './proxy-event.ts';
import { readAnswer } from './read-answer.ts';
import { throttledRoutes, type RouteRates } from './throttle-routes.ts';

/** The parts of an HTTP API. */
export interface HttpApiOptions {
  readonly routes: readonly HttpRoute[];
  readonly rates: RouteRates;
  /** The JWT authorizer; receives the Authorization header. */
  readonly authorize: (header: string | undefined) => Promise<Claims | 'unauthorized'>;
  /** Runs the function behind all routes. */
  readonly invoke: (event: HttpApiEvent) => Promise<InvokeResult>;
  /** The time of the events, epoch milliseconds. */
  readonly now: () => Promise<number>;
}

/** Answers requests as an HTTP API of API Gateway does, whose routes all lead to one function. */
export function httpApi({ routes, rates, authorize, invoke, now }: HttpApiOptions) {
  const isThrottled = throttledRoutes(rates, () => performance.now());
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const path = decodedPath(request.target);
    if (path === undefined) return messageAnswer(400, 'Bad Request');
    const matched = matchRoute(routes, request.method, path);
    if (matched === undefined) return messageAnswer(404, 'Not Found');
    if (isThrottled(matched.route)) return messageAnswer(429, 'Too Many Requests');
    const header = request.headers['authorization'];
    const claims = matched.route.isAuthorized ? await authorize(header) : undefined;
    if (claims === 'unauthorized') return unauthorized(header);
    const context = { ...matched, path, claims, requestId: randomUUID(), nowMs: await now() };
    const event = proxyEvent(request, context);
    if (Buffer.byteLength(JSON.stringify(event)) > maxPayloadBytes) return entityTooLarge;
    return readAnswer(await invoke(event));
  };
}

function decodedPath(target: string): string | undefined {
  const { path } = splitTarget(target);
  try {
    return path.startsWith('/') ? decodeURIComponent(path) : undefined;
  } catch {
    return undefined;
  }
}

function unauthorized(header: string | undefined): HttpAnswer {
  const challenge = header === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
  return messageAnswer(401, 'Unauthorized', { 'www-authenticate': challenge });
}
