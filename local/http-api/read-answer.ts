import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as v from 'valibot';
import type { InvokeResult } from '../lambda/invoke-result.ts';
import { messageAnswer, type HttpAnswer } from './http-message.ts';

/**
 * The answer that API Gateway derives from an invocation: what the function returns in payload format
 * 2.0, 500 when that is malformed or the function failed, 503 when it took too long.
 */
export function readAnswer(result: InvokeResult): HttpAnswer {
  switch (result.kind) {
    case 'returned':
      return readPayload(result.payload);
    case 'failed':
    case 'crashed':
      return internalServerError;
    case 'timedOut':
      return messageAnswer(503, 'Service Unavailable');
  }
}

const internalServerError = messageAnswer(500, 'Internal Server Error');

function readPayload(payload: unknown): HttpAnswer {
  if (!hasStatusCode(payload)) return bareAnswer(payload);
  const parsed = v.safeParse(answerSchema, payload);
  if (!parsed.success) return internalServerError;
  const { statusCode: status, headers, cookies, body, isBase64Encoded } = parsed.output;
  return {
    status,
    headers: { ...(body === '' ? {} : plainText), ...headers },
    cookies,
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

const plainText = { 'content-type': 'text/plain;charset=UTF-8' };

function hasStatusCode(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'statusCode' in payload;
}

/** A payload without a status code is itself the body of a 200. */
function bareAnswer(payload: unknown): HttpAnswer {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

const headerName = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.check((name) => isValid(() => validateHeaderName(name))),
);

const headerValue = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform(String),
  v.check((value) => isValid(() => validateHeaderValue('value', value))),
);

function isValid(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}

const answerSchema = v.object({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  headers: v.nullish(v.record(headerName, headerValue), {}),
  cookies: v.nullish(v.array(headerValue), []),
  body: v.nullish(v.string(), ''),
  isBase64Encoded: v.nullish(v.boolean(), false),
});
