import { expect, test } from '@jest/globals';
import { invalidRequest, problem } from '../../../lambdas/registration/problems.ts';
import { OperationError } from '../../../operate/operation-error.ts';
import { refusal } from '../../../operate/registration/refusal.ts';
import { InputError } from '../../../terminal/input-error.ts';

test.each([
  ['/from', '--since is wrong'],
  ['/to', '--until is wrong'],
  ['/outcomes/0', '--outcome is wrong'],
  ['/events/1', '--event is wrong'],
  ['/detailTypes', '--detail-type is wrong'],
  ['/maxPerSecond', '--max-per-second is wrong'],
  ['generator', '--generator is wrong'],
])('the field %s is named as its option', (field, message) => {
  const error = refusal(invalidRequest([{ field, message: 'is wrong' }]));

  expect(error).toBeInstanceOf(InputError);
  expect(error.message).toBe(message);
});

test('a missing Region is asked for with the reason', () => {
  const errors = [{ field: 'region', message: 'must be one of eu-west-1, us-east-1' }];
  const error = refusal(problem('regionRequired', { errors }));

  expect(error).toBeInstanceOf(InputError);
  expect(error.message).toBe(
    'Sources of this name exist in several Regions: --region must be one of eu-west-1, us-east-1',
  );
});

test.each([
  [problem('notFound'), 'no such replay'],
  [
    problem('searchTooWide'),
    /^The search did not .* found no such replay: --since makes it shorter$/,
  ],
  [problem('sourcePaused'), 'The source is paused'],
  [problem('sourceNotActive', { detail: 'The source is PENDING.' }), /not ACTIVE: The source is P/],
])('%j is one line', (refused, message) => {
  const error = refusal(refused, 'replay');

  expect(error).toBeInstanceOf(OperationError);
  expect(error.message).toMatch(message);
});
