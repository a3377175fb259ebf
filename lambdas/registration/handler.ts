import type {
  APIGatewayEventRequestContextJWTAuthorizer,
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEventV2WithRequestContext,
} from 'aws-lambda';
import type { RegistrationServices } from '../ports/registration-services.ts';
import { problemAnswer, withoutBody, type Answer } from './answers.ts';
import { compressAnswer } from './compress-answer.ts';
import { readersWithUnreachableErrors } from './history/reachable-readers.ts';
import { operationOf } from './operations.ts';
import type { PayloadFetching } from '../ports/payloads.ts';
import { fetchPayload, fetchServices, type FetchServices } from './payload/fetch-payload.ts';
import type { ApiRequest } from './read-request.ts';
import type { PageFiles } from './page-files.ts';
import { problem, type Problem } from './problems.ts';
import { reach, tableWithUnreachableErrors, UnreachableError } from './reachable.ts';
import type { RequestContext } from './request-context.ts';
import {
  findReadings,
  isOfTenant,
  withHead,
  type OperationRoute,
  type TenantRoute,
} from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import { requesterOf, type Requester } from './requester.ts';

/** An event of the HTTP API, payload format 2.0; routes without authorizer have no claims. */
export type HttpApiEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & {
    readonly authorizer?: Pick<APIGatewayEventRequestContextJWTAuthorizer, 'jwt'>;
  }
>;

/**
 * The registration function: the API, the page, and what the page reads before it has a token. Never
 * rejects.
 *
 * @param page the public files, by path
 * @param fetching absent where links lead nowhere
 */
export function registrationHandler(
  given: RegistrationServices,
  page: PageFiles,
  fetching?: PayloadFetching,
) {
  const services: RegistrationServices = {
    ...given,
    mappings: tableWithUnreachableErrors(given.mappings),
    history: readersWithUnreachableErrors(given.history),
  };
  const fetches = fetching && fetchServices(fetching, services);
  const everyAnswersHeaders = securityHeaders(services.settings.signInOrigins);
  return async (event: HttpApiEvent): Promise<Answer> => {
    const answer = await answerOf(event, page, { ...services, fetches });
    const sent = event.requestContext.http.method === 'HEAD' ? withoutBody(answer) : answer;
    return { ...sent, headers: { ...everyAnswersHeaders, ...sent.headers } };
  };
}

interface HandlerServices extends RegistrationServices {
  readonly fetches: FetchServices | undefined;
}

async function answerOf(
  event: HttpApiEvent,
  page: PageFiles,
  services: HandlerServices,
): Promise<Answer> {
  const { rawPath, requestContext } = event;
  const { method } = requestContext.http;
  const file = page.get(rawPath);
  const fileMethods = withHead(['GET']);
  if (file !== undefined) {
    return fileMethods.includes(method) ? file(event.headers) : notAllowed(fileMethods);
  }
  const found = findReadings(method, rawPath);
  if ('kind' in found) return notAllowed(found.allowed);
  const [route] = found;
  if (route === undefined) return problemAnswer(problem('notFound'));
  try {
    return await performed(found, event, services);
  } catch (error) {
    return failureAnswer(error, route, services);
  }
}

async function performed(
  readings: readonly OperationRoute[],
  event: HttpApiEvent,
  services: HandlerServices,
): Promise<Answer> {
  const { http, timeEpoch: nowMs } = event.requestContext;
  const link = readings.find((route) => !isOfTenant(route));
  if (link !== undefined) {
    const method = http.method === 'HEAD' ? 'HEAD' : 'GET';
    return await fetchPayload({ token: link.parameter, method, nowMs }, services.fetches);
  }
  const answer = await operate(readings.filter(isOfTenant), event, services);
  return await compressAnswer(answer, event.headers['accept-encoding']);
}

/** Performs the operation that a request means: the first of its readings that finds anything. */
async function operate(
  readings: readonly TenantRoute[],
  event: HttpApiEvent,
  services: RegistrationServices,
): Promise<Answer> {
  const { authorizer, timeEpoch: nowMs } = event.requestContext;
  if (authorizer === undefined) {
    return problemAnswer(problem('unauthenticated'), { 'www-authenticate': 'Bearer' });
  }
  const query = event.queryStringParameters ?? {};
  const requester = requesterOf(authorizer.jwt.claims, { readings, query }, services);
  if (requester.kind === 'problem') return problemAnswer(requester);
  const refusal = await countRequest(requester, nowMs, services);
  if (refusal !== undefined) return problemAnswer(refusal);
  const { tenant, subject, isSupport } = requester;
  const calls = services.beginSourceCalls();
  const context: RequestContext = { ...services, calls, tenant, subject, isSupport, nowMs };
  let answer = problemAnswer(problem('notFound'));
  for (const route of requester.readings) {
    const operation = await operationOf(route.operation);
    answer = await operation(requestOf(event, route), context);
    if (answer.statusCode !== 404) break;
  }
  return answer;
}

async function countRequest(
  { countedAs }: Requester,
  nowMs: number,
  { ledger, settings }: RegistrationServices,
): Promise<Problem | undefined> {
  const requests = await reach(() => ledger.countRequest(countedAs, nowMs));
  if (requests <= settings.maxRequestsPerMinute) return undefined;
  const retryAfterSeconds = 60 - (Math.floor(nowMs / 1000) % 60);
  const detail = `The limit is ${settings.maxRequestsPerMinute} requests a minute.`;
  return problem('tooManyRequests', { detail, retryAfterSeconds });
}

function requestOf(event: HttpApiEvent, { parameter, event: eventId }: OperationRoute): ApiRequest {
  const { headers, queryStringParameters = {}, body, isBase64Encoded } = event;
  const contentType = headers['content-type'];
  return {
    parameter,
    ...(eventId !== undefined && { event: eventId }),
    headers,
    query: queryStringParameters,
    body: { contentType, text: body, isBase64: isBase64Encoded },
  };
}

function notAllowed(allowed: readonly string[]): Answer {
  return problemAnswer(problem('methodNotAllowed'), { allow: allowed.join(', ') });
}

function failureAnswer(
  error: unknown,
  { operation }: OperationRoute,
  { log }: RegistrationServices,
): Answer {
  if (error instanceof UnreachableError) {
    log.error('the table could not be reached', { operation, error });
    const { detail } = error;
    return problemAnswer(problem('awsUnavailable', { ...(detail !== undefined && { detail }) }));
  }
  log.error('a request failed', { operation, error });
  return problemAnswer(problem('internalError'));
}
