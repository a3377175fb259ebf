import { failureOf } from '../../lambdas/aws/failure-of.ts';
import { OperationError } from '../operation-error.ts';
import { plainText } from '../plain-text.ts';

/** An error of AWS or of the way there as one line for people; any other error as it is. */
export function awsProblem(error: unknown): unknown {
  if (!Error.isError(error) || error instanceof OperationError) return error;
  const { code, message } = failureOf(error);
  const words = wordsFor(code, message);
  if (words !== undefined) return new OperationError(words, { cause: error });
  if (!('$metadata' in error || '$fault' in error)) return error;
  return new OperationError(plainText(`AWS refused: ${code}: ${message}`), { cause: error });
}

function wordsFor(code: string, message: string): string | undefined {
  // The SDK gives an expired single sign-on the same name as none.
  const isExpired = expired.has(code) || (noCredentials.has(code) && /expired/i.test(message));
  if (isExpired) return 'the AWS credentials have expired: sign in again';
  if (noCredentials.has(code)) {
    return 'there are no AWS credentials: set AWS_PROFILE, or the variables AWS_ACCESS_KEY_ID and so on';
  }
  if (unknownCredentials.has(code)) return `AWS does not know these credentials (${code})`;
  if (noRight.has(code)) return plainText(`these credentials have not the right: ${message}`);
  if (noWay.has(code)) return `AWS cannot be reached (${code})`;
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
