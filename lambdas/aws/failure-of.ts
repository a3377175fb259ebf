import type { Failure } from '../domain/outcome.ts';

const namesThatTellNothing = new Set([
  'AggregateError',
  'Error',
  'SyntaxError',
  'TypeError',
  'Unknown',
  'UnknownError',
]);

/**
 * What a call's error says, as a code that the table of failures can hold: the service's exception,
 * the network's error code (`ECONNRESET`), or `HTTP 503` when an answer names no exception.
 */
export function failureOf(error: unknown): Failure {
  if (!Error.isError(error)) return { code: 'UnknownError', message: String(error) };
  const { name, message } = error;
  if (!namesThatTellNothing.has(name)) return { code: name, message };
  const networkCode = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const status = httpStatusOf(error);
  return { code: networkCode ?? (status === undefined ? name : `HTTP ${status}`), message };
}

function httpStatusOf(error: Error): number | undefined {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const isStatus =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return isStatus && typeof metadata.httpStatusCode === 'number'
    ? metadata.httpStatusCode
    : undefined;
}
