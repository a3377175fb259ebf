import { describe, expect, test } from '@jest/globals';
import { isAnswer, keepAttempt, takeAttempt } from '../../../web/sign-in/attempt.ts';

function aStorage(items: Record<string, string> = {}) {
  const map = new Map(Object.entries(items));
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, text: string) => void map.set(key, text),
    removeItem: (key: string) => void map.delete(key),
  };
}

const attempt = { state: 's', nonce: 'n', verifier: 'v', hash: '#/register' };

describe('an attempt to sign in', () => {
  test('comes back from the storage once', () => {
    const storage = aStorage();
    keepAttempt(storage, attempt);
    expect(takeAttempt(storage)).toEqual(attempt);
    expect(storage.map.size).toBe(0);
    expect(takeAttempt(storage)).toBeUndefined();
  });

  test.each(['', 'null', '{"state":"s"}', 'no JSON'])('is not made of %j', (text) => {
    const storage = aStorage({ 'sign-in': text });
    expect(takeAttempt(storage)).toBeUndefined();
    expect(storage.map.size).toBe(0);
  });
});

test.each([
  ['?code=c&state=s', true],
  ['?error=access_denied&state=s', true],
  ['?code=c', false],
  ['', false],
])('%j is a provider’s answer: %s', (search, expected) => {
  expect(isAnswer(search)).toBe(expected);
});
