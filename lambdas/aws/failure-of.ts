import { unreadableAnswerCode } from '../domain/error-codes.ts';
import { isError } from '../domain/is-error.ts';
import type { Failure } from '../domain/outcome.ts';

const namesWithoutMeaning = new Set([
  'AggregateError',
  'Error',
  'SyntaxError',
  'TypeError',
  'Unknown',
  'UnknownError',
]);

/**
 * The failure of a call, with a code that the table of failures can hold: the service's exception, the
 * network's error code (`ECONNRESET`), `HTTP 503` when an answer names no exception, or
 * `UnreadableAnswer` when an answer of success cannot be read, so that nobody knows what was done.
 */
export function failureOf(error: unknown): Failure {
  if (!isError(error)) return { code: 'UnknownError', message: String(error) };
  const { name, message } = error;
  if (!namesWithoutMeaning.has(name)) return { code: name, message };
  const networkCode = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const status = httpStatusOf(error);
  return { code: networkCode ?? codeOfStatus(status) ?? name, message };
}

function codeOfStatus(status: number | undefined): string | undefined {
  if (status === undefined) return undefined;
  return status < 300 ? unreadableAnswerCode : `HTTP ${status}`;
}

function httpStatusOf(error: Error): number | undefined {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const isStatus =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return isStatus && typeof metadata.httpStatusCode === 'number'
    ? metadata.httpStatusCode
    : undefined;
}
