import type { BatchResultErrorEntry, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { failureOf } from '../lambdas/aws/failure-of.ts';
import { isPassing } from '../lambdas/domain/call-failure.ts';
import { codesOf } from '../lambdas/domain/error-codes.ts';

/** Why an event was not sent. */
export interface SendFailure {
  /**
   * `refused`: it would be refused again. `notSent`: it is not on the queue. `unanswered`: it may be on
   * the queue; if it is sent again, it may be there twice.
   */
  readonly kind: 'refused' | 'notSent' | 'unanswered';
  /**
   * `invalidEvent`, `entryTooLarge`, `messageTooLarge`, `payloadTooLarge`, `aborted`, or the code of SQS, S3
   * or the network.
   */
  readonly code: string;
  /** The same in words, for a log. */
  readonly reason: string;
}

/** The result of one call for a message. */
export type MessageResult =
  | { readonly kind: 'sent' }
  /** `mayPass`: SQS may take the same message a moment later. */
  | (SendFailure & { readonly mayPass: boolean });

/** What the answer to a call says about the message with this id. */
export function resultInAnswer(
  { Successful: sent = [], Failed: failed = [] }: SendMessageBatchResult,
  id: string,
): MessageResult {
  const refusal = failed.find((one) => one.Id === id);
  if (refusal !== undefined) return resultOfRefusal(refusal);
  if (sent.some((one) => one.Id === id)) return { kind: 'sent' };
  return {
    kind: 'unanswered',
    code: 'NoResult',
    reason: 'the SQS response does not mention the message',
    mayPass: true,
  };
}

function resultOfRefusal({
  Code: code = 'NoCode',
  Message: message,
  SenderFault: isOurs,
}: BatchResultErrorEntry): MessageResult {
  const mayPass = isOurs !== true || isThrottling(code);
  const reason = message ?? 'SQS did not accept the message';
  return { kind: mayPass ? 'notSent' : 'refused', code, reason, mayPass };
}

/** The result of a call that failed whole, for each of its messages. */
export function resultOfFailedCall(error: unknown): MessageResult {
  const failure = failureOf(error);
  const { code, message: reason } = failure;
  if (v.is(clientError, error)) {
    return { kind: 'notSent', code, reason, mayPass: isPassing(failure) || isThrottling(code) };
  }
  const kind = neverArrived.has(code) ? 'notSent' : 'unanswered';
  return { kind, code, reason, mayPass: true };
}

/** Whether a code is one for throttling. KMS has its own names for it, which SQS and S3 pass on. */
export function isThrottling(code: string): boolean {
  return /throttl/i.test(code);
}

// SQS answered that it took nothing. With a status of 500 and above it may have taken messages.
const clientError = v.object({
  $metadata: v.object({ httpStatusCode: v.pipe(v.number(), v.minValue(400), v.maxValue(499)) }),
});

// Without an address, a connection or a signature there was no call.
const neverArrived = new Set(codesOf('noCredentials', 'notConnected'));
