import type { Failure } from './answer.ts';
import { durationText } from '../text/durations.ts';

/** What the page says of a failure, and what to do about it. */
export interface FailureText {
  readonly title: string;
  readonly detail: string;
}

/** Words for a failure. */
export function failureText(failure: Failure): FailureText {
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
        title: 'The service does not accept your sign-in',
        detail: 'Sign out and in again. If that does not help, ask whoever runs this service.',
      };
    case 'unreadable':
      return {
        title: 'The service gave an answer that this page does not understand',
        detail: `Reload the page, or try again later. (HTTP status ${failure.status})`,
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
