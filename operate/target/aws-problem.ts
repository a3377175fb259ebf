import { failureOf } from '../../lambdas/aws/failure-of.ts';
import { S3Error } from '../../lambdas/aws/s3-answers.ts';
import { codesOf } from '../../lambdas/domain/error-codes.ts';
import type { Failure } from '../../lambdas/domain/outcome.ts';
import { UnreachableError } from '../../lambdas/registration/reachable.ts';
import { OperationError } from '../operation-error.ts';
import { plainText } from '../plain-text.ts';

/** An error of AWS or of the network as a one-line OperationError; any other error unchanged. */
export function awsProblem(error: unknown): unknown {
  if (!Error.isError(error) || error instanceof OperationError) return error;
  if (error instanceof UnreachableError) return awsProblem(error.cause);
  const failure = failureOf(error);
  const problem = callerProblem(failure);
  if (problem !== undefined) return new OperationError(problem.message, { cause: error });
  const isOfAws = error instanceof S3Error || '$metadata' in error || '$fault' in error;
  if (!isOfAws) return error;
  return new OperationError(
    plainText(`AWS returned an error: ${failure.code}: ${failure.message}`),
    {
      cause: error,
    },
  );
}

/** A problem of the caller or of the network, not of the request. */
export interface CallerProblem {
  readonly kind: 'credentials' | 'unknownCredentials' | 'permission' | 'network';
  /** A message without a full stop. */
  readonly message: string;
}

/** The problem of the caller behind a failure; undefined if the failure is about the request. */
export function callerProblem({ code, message }: Failure): CallerProblem | undefined {
  // The SDK uses the same error name for an expired single sign-on as for none.
  const isExpired = expired.has(code) || (noCredentials.has(code) && /expired/i.test(message));
  if (isExpired) {
    return { kind: 'credentials', message: 'the AWS credentials have expired: sign in again' };
  }
  if (noCredentials.has(code)) {
    const text =
      'no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
    return { kind: 'credentials', message: text };
  }
  if (unknownCredentials.has(code)) {
    const text = `AWS does not recognize these credentials (${code})`;
    return { kind: 'unknownCredentials', message: text };
  }
  if (accessDenied.has(code)) {
    return { kind: 'permission', message: plainText(`access denied: ${message}`) };
  }
  if (unreachable.has(code)) return { kind: 'network', message: `AWS cannot be reached (${code})` };
  return undefined;
}

const expired = new Set(codesOf('expiredCredentials'));
const noCredentials = new Set(codesOf('noCredentials', 'noSignOn'));
const unknownCredentials = new Set(codesOf('unknownCredentials', 'wrongSignature'));
const accessDenied = new Set(codesOf('denied', 'deniedElsewhere'));
const unreachable = new Set(codesOf('notConnected', 'timedOut', 'reset'));
