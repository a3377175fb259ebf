import * as v from 'valibot';
import { failureOf } from '../lambdas/aws/failure-of.ts';
import { isPassing } from '../lambdas/domain/call-failure.ts';
import { codesOf } from '../lambdas/domain/error-codes.ts';
import { isThrottling, type SendFailure } from './message-result.ts';
import type { Payload } from './payload.ts';
import { cancelled, pauseAfter, type TryServices } from './tries.ts';

/** What an upload needs from outside. */
export interface UploadServices extends TryServices {
  /** One PutObject call; rejects as the SDK does. */
  readonly put: (payload: Payload, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * Stores a payload, with as many tries as a message has. Returns why it could not be stored; undefined if it
 * is stored. Never rejects. Without an answer the object may be there all the same: nothing refers to it, and
 * it expires.
 */
export async function upload(
  payload: Payload,
  services: UploadServices,
  signal: AbortSignal | undefined,
): Promise<SendFailure | undefined> {
  let last: UploadFailure = cancelled;
  for (let made = 0; last.mayPass && made < services.maxTries; made += 1) {
    if (made > 0) await pauseAfter(made, services, signal);
    if (signal?.aborted === true) break;
    try {
      await services.put(payload, signal);
      return undefined;
    } catch (error) {
      last = failureOfUpload(error);
    }
  }
  const { kind, code, reason } = last;
  return { kind, code, reason: `its detail could not be stored: ${reason}` };
}

/** Why an upload failed. `mayPass`: S3 may take the same object a moment later. */
type UploadFailure = SendFailure & { readonly mayPass: boolean };

/**
 * Why a call for an upload failed. The message was not sent, so it is never in doubt. A missing permission,
 * bucket or key of KMS is not the event's fault: it can be sent again once that is corrected.
 */
export function failureOfUpload(error: unknown): UploadFailure {
  const failure = failureOf(error);
  const { code, message: reason } = failure;
  if (refused.has(code)) return { kind: 'refused', code, reason, mayPass: false };
  const mayPass =
    isPassing(failure) ||
    isThrottling(code) ||
    passing.has(code) ||
    !(v.is(answered, error) || code === packageMissing);
  return { kind: 'notSent', code, reason, mayPass };
}

// With a status of 500 and above S3 has a fault of its own.
const answered = v.object({
  $metadata: v.object({ httpStatusCode: v.pipe(v.number(), v.maxValue(499)) }),
});

// S3's own codes with a status below 500: the bytes were not those of the checksum, or another call was faster.
const passing = new Set([
  'BadDigest',
  'ConditionalRequestConflict',
  'IncompleteBody',
  'OperationAborted',
  'XAmzContentChecksumMismatch',
  'XAmzContentSHA256Mismatch',
]);

const refused = new Set(['EntityTooLarge', ...codesOf('tooLarge')]);

/** The code of a failure that only an installation mends: a package is missing. */
export const packageMissing = 'ERR_MODULE_NOT_FOUND';
