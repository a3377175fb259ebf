import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problemTable, type ProblemDetails } from '../contract/problems.ts';
import type { Problem } from './problems.ts';

/** An answer of the function, in API Gateway's form. */
export interface Answer extends APIGatewayProxyStructuredResultV2 {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A header of every answer to a tenant: its data belongs in no cache. */
export const uncached = { 'cache-control': 'no-store' };

/** An answer with a JSON body. */
export function jsonAnswer(
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    statusCode,
    headers: { ...uncached, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** The answer 204. */
export const emptyAnswer: Answer = { statusCode: 204, headers: uncached };

/** The answer to HEAD where GET would have this answer. */
export function withoutBody(answer: Answer): Answer {
  const { body: _, isBase64Encoded: __, ...rest } = answer;
  return rest;
}

/** A problem in the form of RFC 9457. */
export function problemAnswer(
  { code, detail, errors, retryAfterSeconds, replay }: Problem,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const entry = problemTable[code];
  const { status, title } = entry;
  const usualSeconds = 'retryAfterSeconds' in entry ? entry.retryAfterSeconds : undefined;
  const seconds = retryAfterSeconds ?? usualSeconds;
  const body: ProblemDetails = {
    type: `urn:eventbridge-partner:problem:${code}`,
    title,
    status,
    code,
    ...(detail !== undefined && { detail }),
    ...(errors !== undefined && { errors }),
    ...(replay !== undefined && { replay }),
  };
  return jsonAnswer(status, body, {
    'content-type': 'application/problem+json',
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
    ...headers,
  });
}
