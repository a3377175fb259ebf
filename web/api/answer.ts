/** What a call of the API came to. A call never throws. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Why a call has no answer to show. */
export type Failure =
  /** The service says what is wrong: problem details (RFC 9457). */
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly code: string;
      readonly title: string;
      readonly detail?: string | undefined;
      readonly errors: readonly FieldError[];
      /** After how long it is worth another try, if the service says so. */
      readonly retryAfterSeconds?: number | undefined;
    }
  /** Nothing came back: no network, or the page was refused the connection. */
  | { readonly kind: 'unreachable' }
  /** The service does not take the token, though it is a new one. */
  | { readonly kind: 'unauthorized' }
  /** Something came back that is no answer of the API. */
  | { readonly kind: 'unreadable'; readonly status: number };

/** What is wrong with one field. */
export interface FieldError {
  /** A JSON pointer into the body, or the name of a parameter or header. */
  readonly field: string;
  readonly message: string;
}

/** A call that has its answer. */
export function ok<T>(value: T): Answer<T> {
  return { kind: 'ok', value };
}

/** A call that has none. */
export function failed(failure: Failure): Answer<never> {
  return { kind: 'failed', failure };
}
