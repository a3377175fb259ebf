import { failureOf } from '../../lambdas/aws/failure-of.ts';
import { OperationError } from '../operation-error.ts';
import { plainText } from '../plain-text.ts';

/** Why something failed, in a line. */
export function problemOf(error: unknown): string {
  if (error instanceof OperationError) return error.message;
  const { code, message } = failureOf(error);
  return plainText(`${code}: ${message}`);
}
