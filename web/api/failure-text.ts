import type { ApiFailure } from './api-result.ts';
import { durationText } from '../text/durations.ts';

/** What failed, and what to do about it. */
export interface FailureText {
  readonly title: string;
  readonly detail: string;
}

/** The text of a failure. */
export function failureText(failure: ApiFailure): FailureText {
  switch (failure.kind) {
    case 'problem':
      return {
        title: failure.title,
        detail: sentences(failure.detail, tryAgain(failure.retryAfterSeconds)),
      };
    case 'unreachable':
      return {
        title: 'The service cannot be reached',
        detail: 'Check your network connection, then try again.',
      };
    case 'unauthorized':
      return {
        title: 'The service did not accept your sign-in',
        detail:
          'Sign out and sign in again. If the problem persists, contact the service administrator.',
      };
    case 'unreadable':
      return {
        title: 'Unexpected response from the service',
        detail: `Reload the page, or try again later (HTTP status ${failure.status}).`,
      };
  }
}

function tryAgain(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : `Try again in ${durationText(seconds)}.`;
}

function sentences(...parts: (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (/[.!?]$/.test(part ?? '') ? part : `${part}.`))
    .join(' ');
}
