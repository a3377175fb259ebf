import { describe, expect, test } from '@jest/globals';
import type { ApiFailure } from '../../../web/api/api-result.ts';
import { failureText } from '../../../web/api/failure-text.ts';
import { formErrors } from '../../../web/api/field-errors.ts';

const problem = {
  kind: 'problem',
  status: 429,
  code: 'tooManyRequests',
  title: 'Too many requests',
  errors: [],
} as const;

describe('the words for a failure', () => {
  test.each<[ApiFailure, string]>([
    [{ ...problem, retryAfterSeconds: 12 }, 'Try again in 12 seconds.'],
    [
      { ...problem, detail: 'Slow down', retryAfterSeconds: 1 },
      'Slow down. Try again in 1 second.',
    ],
    [{ ...problem, detail: 'Slow down.' }, 'Slow down.'],
    [problem, ''],
    [{ kind: 'unreachable' }, 'Check your network connection, then try again.'],
  ])('of %j say %j', (failure, detail) => {
    expect(failureText(failure).detail).toBe(detail);
  });

  test.each(['sourceNotActive', 'sourcePaused', 'replayRunning', 'bodyNotKept', 'historyOff'])(
    'of the code %s are the page’s own, with what to do',
    (code) => {
      const { title, detail } = failureText({ ...problem, status: 409, code });
      expect(title).not.toBe(problem.title);
      expect(detail).toMatch(/\.$/);
    },
  );

  test.each([
    [429, 'Too many requests', /^Try again in a minute/],
    [403, 'Access denied', /administrator/],
    [500, 'The service is not available', /^Try again in a minute/],
    [503, 'The service is not available', /503/],
    [200, 'Unexpected response from the service', /Reload/],
  ])('of what is not the service’s own, with the status %s, are %s', (status, title, detail) => {
    const text = failureText({ kind: 'unreadable', status });
    expect(text.title).toBe(title);
    expect(text.detail).toMatch(detail);
  });

  test('have the title that the service gives', () => {
    expect(failureText(problem).title).toBe('Too many requests');
  });
});

describe('the errors of a form', () => {
  const failure: ApiFailure = {
    ...problem,
    errors: [
      { field: '/account', message: 'must have 12 digits' },
      { field: '/detailTypes/3', message: 'is unknown' },
      { field: '/detailTypes/4', message: 'is unknown too' },
      { field: '/accountant', message: 'is not known' },
      { field: 'Idempotency-Key', message: 'is too long' },
    ],
  };

  test('are shown at their fields', () => {
    expect(formErrors(failure, ['account', 'detailTypes']).fields).toEqual({
      account: 'must have 12 digits',
      detailTypes: 'is unknown is unknown too',
    });
  });

  test('are shown separately if the form has no such field', () => {
    expect(formErrors(failure, ['account', 'detailTypes']).others).toEqual([
      '/accountant: is not known',
      'Idempotency-Key: is too long',
    ]);
  });

  test('are none without a problem', () => {
    expect(formErrors(undefined, ['account'])).toEqual({ fields: {}, others: [] });
    expect(formErrors({ kind: 'unreachable' }, ['account'])).toEqual({ fields: {}, others: [] });
  });
});
