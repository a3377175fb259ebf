import type { FieldError } from '../../lambdas/contract/problems.ts';

/** The result of an API call. A call never throws. */
export type ApiResult<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: ApiFailure };

/** Why an API call failed. */
export type ApiFailure =
  /** The service reported an error: problem details (RFC 9457). */
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly code: string;
      readonly title: string;
      readonly detail?: string | undefined;
      readonly errors: readonly FieldError[];
      /** When to try again, if the service says so. */
      readonly retryAfterSeconds?: number | undefined;
    }
  /** No response: no network, or the connection was refused. */
  | { readonly kind: 'unreachable' }
  /** The service rejects the token, although it is a new one. */
  | { readonly kind: 'unauthorized' }
  /** The response is not one of the API. */
  | { readonly kind: 'unreadable'; readonly status: number };

/** A call that succeeded. */
export function ok<T>(value: T): ApiResult<T> {
  return { kind: 'ok', value };
}

/** A call that failed. */
export function failed(failure: ApiFailure): ApiResult<never> {
  return { kind: 'failed', failure };
}
