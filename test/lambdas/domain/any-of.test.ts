import { expect, test } from '@jest/globals';
import { anyOf } from '../../../lambdas/domain/any-of.ts';

test.each([
  [['send'], 'send'],
  [['send', 'leave'], 'send or leave'],
  [['missed', 'failed', 'accepted'], 'missed, failed or accepted'],
  [['"a"', '"b"', '"c"', '"d"'], '"a", "b", "c" or "d"'],
])('%j are read as %j', (words, text) => {
  expect(anyOf(words)).toBe(text);
});
