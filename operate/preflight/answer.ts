import { failureOf } from '../../lambdas/aws/failure-of.ts';
import type { Failure } from '../../lambdas/domain/outcome.ts';
import { callerProblem } from '../target/aws-problem.ts';

/** What came of a question to AWS. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  /** AWS answered with an error that says something of what was asked about. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Nothing is known of what was asked about: no permission, no credentials, no way, no time. */
  | {
      readonly kind: 'unanswered';
      readonly because: 'permission' | 'credentials' | 'network' | 'time';
      /** For people, without a full stop. */
      readonly reason: string;
      /** AWS's words, or the network's; none where the time was over. */
      readonly failure?: Failure;
    };

/**
 * Asks AWS, until the signal at the longest: never rejects, and never hangs on a call that neither
 * answers nor minds the signal.
 *
 * @param permission the IAM action that the question needs
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
    if (signal.aborted) return { kind: 'unanswered', because: 'time', reason: 'no answer in time' };
    return withoutAnswer(error, permission);
  }
}

/** The promise, or a rejection as soon as the signal is aborted. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(new Error('no answer in time'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What a thing's absence is called, of which AWS says no more than that: the value of an answer. */
export function orAbsent<T>(
  answer: Answer<T>,
  isAbsence: (failure: Failure) => boolean,
): Answer<T | undefined> {
  return answer.kind === 'refused' && isAbsence(answer.failure)
    ? { kind: 'answered', value: undefined }
    : answer;
}

/** Why nothing is known, or AWS's own words where a check has no better. */
export function reasonOf(answer: Exclude<Answer<unknown>, { kind: 'answered' }>): string {
  if (answer.kind === 'unanswered') return answer.reason;
  return `AWS answered ${answer.failure.code}: ${answer.failure.message}`;
}

/** The status and text of what could not be checked. */
export function unknownBecause(answer: Exclude<Answer<unknown>, { kind: 'answered' }>) {
  // The check of the account says it at length.
  const isWithout = answer.kind === 'unanswered' && answer.because === 'credentials';
  const text = isWithout
    ? 'could not be checked without AWS credentials'
    : `could not be checked: ${reasonOf(answer)}`;
  return { status: 'unknown', text } as const;
}

function withoutAnswer(error: unknown, permission: string): Answer<never> {
  const failure = failureOf(error);
  const problem = callerProblem(failure);
  switch (problem?.kind) {
    case 'permission':
      return { kind: 'unanswered', because: 'permission', reason: `needs ${permission}`, failure };
    case 'credentials':
    case 'network':
      return { kind: 'unanswered', because: problem.kind, reason: problem.words, failure };
    // A Region that is switched off does not know good credentials: the checks tell the two apart.
    case 'unknownCredentials':
    case undefined:
      return { kind: 'refused', failure };
  }
}
