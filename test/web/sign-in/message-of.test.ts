import { expect, test } from '@jest/globals';
import { messageOf } from '../../../web/sign-in/message-of.ts';

test('a failed sign-in shows the provider’s own message, if there is one', () => {
  const refused = Object.assign(new Error('response body'), { error_description: 'No access' });
  expect(messageOf(refused)).toBe('Sign-in failed: No access');
  expect(messageOf(new Error('no network'))).toBe('Sign-in failed: no network');
  expect(messageOf('odd')).toBe('Sign-in failed: odd');
});
