import { failureOf } from '../../../lambdas/aws/failure-of.ts';
import { isPassing } from '../../../lambdas/domain/call-failure.ts';
import { plainText } from '../../plain-text.ts';
import { callerProblem } from '../../target/aws-problem.ts';

/** An error of a call in one line: what the caller can do about it, or AWS's own code and message. */
export function failureText(error: unknown): string {
  const failure = failureOf(causeOfFetch(error));
  const problem = callerProblem(failure);
  // It may be the vendor's own page that gives none.
  if (problem?.kind === 'network') return `no answer came (${failure.code})`;
  return problem?.message ?? plainText(`${failure.code}: ${failure.message}`);
}

/** The cause of an error of `fetch`, whose own message says only that it failed. */
function causeOfFetch(error: unknown): unknown {
  const isOfFetch = Error.isError(error) && error.name === 'TypeError';
  return isOfFetch && Error.isError(error.cause) ? error.cause : error;
}

/** Whether the same call may be answered a moment later: it was throttled, or had no answer. */
export function mayPass(error: unknown): boolean {
  return isPassing(failureOf(causeOfFetch(error)));
}

/** Whether a call's connection was lost, so that nobody knows whether it was done. */
export function isConnectionLost(error: unknown): boolean {
  return lost.has(failureOf(causeOfFetch(error)).code);
}

// The second one is the name that `fetch` has for it.
const lost: ReadonlySet<string> = new Set(['ECONNRESET', 'SocketError']);

/** Whether a Region knows the credentials of no call, which other Regions take: the account has not enabled it. */
export function isUnknownThere(error: unknown): boolean {
  return callerProblem(failureOf(error))?.kind === 'unknownCredentials';
}

/** Whether AWS answered that what was asked about does not exist. */
export function isNotFound(error: unknown): boolean {
  return Error.isError(error) && notFound.has(error.name);
}

const notFound: ReadonlySet<string> = new Set([
  'ResourceNotFoundException',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
]);
