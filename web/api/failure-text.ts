import type { ApiFailure } from './api-result.ts';
import { durationText } from '../text/durations.ts';

/** What failed, and what to do about it. */
export interface FailureText {
  readonly title: string;
  readonly detail: string;
}

/** Problems of the service that the page explains itself, by their codes. */
const explained: Readonly<Record<string, FailureText>> = {
  sourceNotActive: {
    title: 'The source is not active',
    detail: 'AWS would drop the events again. Send them once the source is active.',
  },
  sourcePaused: { title: 'The source is paused', detail: 'Resume it first.' },
  replayRunning: {
    title: 'Events of this source are being sent again already',
    detail: 'Wait until that replay is over, or cancel it. Replays shows it.',
  },
  bodyNotKept: {
    title: 'The contents of the event are not kept',
    detail: 'So it cannot be sent again.',
  },
  historyOff: {
    title: 'No history is kept',
    detail:
      'The vendor does not keep a history of deliveries, so there is nothing to show or to send again.',
  },
};

/** The text of a failure. */
export function failureText(failure: ApiFailure): FailureText {
  switch (failure.kind) {
    case 'problem':
      return problemText(failure);
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
      return unreadableText(failure.status);
  }
}

/** What API Gateway, or anything else before the service, answers by itself. */
function unreadableText(status: number): FailureText {
  const said = (title: string, next: string) => ({
    title,
    detail: `${next} (HTTP status ${status}).`,
  });
  if (status === 403) return said('Access denied', 'Ask the service administrator for access');
  const later = 'Try again in a minute';
  if (status === 429) return said('Too many requests', later);
  if (status >= 500) return said('The service is not available', later);
  return said('Unexpected response from the service', 'Reload the page, or try again later');
}

function problemText(failure: Extract<ApiFailure, { readonly kind: 'problem' }>): FailureText {
  const { code, title, detail, retryAfterSeconds } = failure;
  return explained[code] ?? { title, detail: sentences(detail, tryAgain(retryAfterSeconds)) };
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
