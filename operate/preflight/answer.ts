import { failureOf } from '../../lambdas/aws/failure-of.ts';
import type { Failure } from '../../lambdas/domain/outcome.ts';
import { callerProblem } from '../target/aws-problem.ts';

/** The result of a question to AWS. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  /** AWS returned an error that says something about the subject. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Nothing is known about the subject: no permission, no credentials, no network, or a time-out. */
  | {
      readonly kind: 'unanswered';
      readonly because: 'permission' | 'credentials' | 'network' | 'time';
      /** A message without a full stop. */
      readonly reason: string;
      /** The error of AWS or of the network; none after a time-out. */
      readonly failure?: Failure;
    };

/**
 * Asks AWS, at most until the signal: never rejects, and never hangs on a call that neither answers nor
 * observes the signal.
 *
 * @param permission the IAM action that the question requires
 */
export async function ask<T>(
  signal: AbortSignal,
  permission: string,
  call: (options: { abortSignal: AbortSignal }) => Promise<T>,
): Promise<Answer<T>> {
  try {
    signal.throwIfAborted();
    return {
      kind: 'answered',
      value: await untilAborted(call({ abortSignal: signal }), signal),
    };
  } catch (error) {
    if (signal.aborted) return { kind: 'unanswered', because: 'time', reason: 'timed out' };
    return failedAnswer(error, permission);
  }
}

/** The promise, or a rejection as soon as the signal is aborted. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(new Error('timed out'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Turns an error that means absence into the answer undefined. */
export function orAbsent<T>(
  answer: Answer<T>,
  isAbsence: (failure: Failure) => boolean,
): Answer<T | undefined> {
  return answer.kind === 'refused' && isAbsence(answer.failure)
    ? { kind: 'answered', value: undefined }
    : answer;
}

/** Why nothing is known, or AWS's own message if a check has no better one. */
export function reasonOf(answer: Exclude<Answer<unknown>, { kind: 'answered' }>): string {
  if (answer.kind === 'unanswered') return answer.reason;
  return `AWS returned ${answer.failure.code}: ${answer.failure.message}`;
}

/** The status and text of something that could not be checked. */
export function unknownBecause(answer: Exclude<Answer<unknown>, { kind: 'answered' }>) {
  // The account check reports the details.
  const lacksCredentials = answer.kind === 'unanswered' && answer.because === 'credentials';
  const text = lacksCredentials
    ? 'could not be checked without AWS credentials'
    : `could not be checked: ${reasonOf(answer)}`;
  return { status: 'unknown', text } as const;
}

function failedAnswer(error: unknown, permission: string): Answer<never> {
  const failure = failureOf(error);
  const problem = callerProblem(failure);
  switch (problem?.kind) {
    case 'permission':
      return {
        kind: 'unanswered',
        because: 'permission',
        reason: `requires ${permission}`,
        failure,
      };
    case 'credentials':
    case 'network':
      return { kind: 'unanswered', because: problem.kind, reason: problem.message, failure };
    // A disabled Region does not recognize valid credentials: the checks tell the two cases apart.
    case 'unknownCredentials':
    case undefined:
      return { kind: 'refused', failure };
  }
}
