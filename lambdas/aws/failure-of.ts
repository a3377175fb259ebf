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
 * the network's error code (`ECONNRESET`), `HTTP 503` when an answer names no exception, or
 * `UnreadableAnswer` when it says that all went well and cannot be read: nobody knows what was done.
 */
export function failureOf(error: unknown): Failure {
  if (!Error.isError(error)) return { code: 'UnknownError', message: String(error) };
  const { name, message } = error;
  if (!namesThatTellNothing.has(name)) return { code: name, message };
  const networkCode = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const status = httpStatusOf(error);
  return { code: networkCode ?? codeOfStatus(status) ?? name, message };
}

function codeOfStatus(status: number | undefined): string | undefined {
  if (status === undefined) return undefined;
  return status < 300 ? 'UnreadableAnswer' : `HTTP ${status}`;
}

function httpStatusOf(error: Error): number | undefined {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const isStatus =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return isStatus && typeof metadata.httpStatusCode === 'number'
    ? metadata.httpStatusCode
    : undefined;
}
