import { failureOf } from '../../lambdas/aws/failure-of.ts';
import type { Failure } from '../../lambdas/domain/outcome.ts';
import { OperationError } from '../operation-error.ts';
import { plainText } from '../plain-text.ts';

/** An error of AWS or of the way there as one line for people; any other error as it is. */
export function awsProblem(error: unknown): unknown {
  if (!Error.isError(error) || error instanceof OperationError) return error;
  const failure = failureOf(error);
  const words = callerProblem(failure)?.words;
  if (words !== undefined) return new OperationError(words, { cause: error });
  if (!('$metadata' in error || '$fault' in error)) return error;
  return new OperationError(plainText(`AWS refused: ${failure.code}: ${failure.message}`), {
    cause: error,
  });
}

/** What is wrong with who calls AWS, or with the way there, and not with what was asked for. */
export interface CallerProblem {
  readonly kind: 'credentials' | 'unknownCredentials' | 'permission' | 'network';
  /** For people. */
  readonly words: string;
}

/** What a failure says of the caller; undefined if it is about what was asked for. */
export function callerProblem({ code, message }: Failure): CallerProblem | undefined {
  // The SDK gives an expired single sign-on the same name as none.
  const isExpired = expired.has(code) || (noCredentials.has(code) && /expired/i.test(message));
  if (isExpired) {
    return { kind: 'credentials', words: 'the AWS credentials have expired: sign in again' };
  }
  if (noCredentials.has(code)) {
    const words =
      'there are no AWS credentials: set AWS_PROFILE, or the variables AWS_ACCESS_KEY_ID and so on';
    return { kind: 'credentials', words };
  }
  if (unknownCredentials.has(code)) {
    const words = `AWS does not know these credentials (${code})`;
    return { kind: 'unknownCredentials', words };
  }
  if (noRight.has(code)) {
    const words = plainText(`these credentials have not the right: ${message}`);
    return { kind: 'permission', words };
  }
  if (noWay.has(code)) return { kind: 'network', words: `AWS cannot be reached (${code})` };
  return undefined;
}

const expired: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
]);

const noCredentials: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
]);

const unknownCredentials: ReadonlySet<string> = new Set([
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const noRight: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
]);

const noWay: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'TimeoutError',
]);
