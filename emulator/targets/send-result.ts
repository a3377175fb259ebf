/** Why a target did not accept an event, with an error code of those that EventBridge's dead letters have. */
export type SendFailure = {
  readonly code: string;
  readonly message: string;
  /** Whether EventBridge tries again. It gives up at once when a target is missing, or forbids the call. */
  readonly isRetryable: boolean;
};

/** What became of one attempt to send an event to a target. */
export type SendResult =
  { readonly kind: 'delivered' } | ({ readonly kind: 'failed' } & SendFailure);

/** The target took the event. */
export const delivered: SendResult = { kind: 'delivered' };

/** A failure that another attempt cannot mend. */
export function refused(code: string, message: string): SendFailure {
  return { code, message, isRetryable: false };
}

/** No answer: nothing listens, or the connection broke, or the time was up. */
export function unanswered(error: unknown, timeout: AbortSignal): SendResult {
  const code = timeout.aborted ? 'TIMEOUT' : 'CONNECTION_FAILURE';
  return { kind: 'failed', code, message: String(error), isRetryable: true };
}

/** The failure that an HTTP status means. EventBridge tries again after 429 and 5xx (repost.aws). */
export function failureOfStatus(status: number, message: string): SendResult {
  const { code, isRetryable = false } = meaningOf(status);
  return { kind: 'failed', code, message, isRetryable };
}

function meaningOf(status: number): { code: string; isRetryable?: boolean } {
  if (status >= 500) return { code: 'ERROR_FROM_TARGET', isRetryable: true };
  switch (status) {
    case 429:
      return { code: 'THROTTLING', isRetryable: true };
    case 404:
      return { code: 'NO_RESOURCE' };
    case 401:
    case 403:
      return { code: 'NO_PERMISSIONS' };
    default:
      return { code: 'INVALID_PARAMETER' };
  }
}
