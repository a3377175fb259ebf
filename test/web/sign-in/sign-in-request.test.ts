import { describe, expect, test } from '@jest/globals';
import {
  isAuthorizationResponse,
  saveSignInRequest,
  takeSignInRequest,
} from '../../../web/sign-in/sign-in-request.ts';

function aStorage(items: Record<string, string> = {}) {
  const map = new Map(Object.entries(items));
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, text: string) => void map.set(key, text),
    removeItem: (key: string) => void map.delete(key),
  };
}

const request = { state: 's', nonce: 'n', verifier: 'v', hash: '#/register' };

describe('a sign-in request', () => {
  test('comes back from the storage once', () => {
    const storage = aStorage();
    saveSignInRequest(storage, request);
    expect(takeSignInRequest(storage)).toEqual(request);
    expect(storage.map.size).toBe(0);
    expect(takeSignInRequest(storage)).toBeUndefined();
  });

  test.each(['', 'null', '{"state":"s"}', 'no JSON'])('is not made of %j', (text) => {
    const storage = aStorage({ 'sign-in': text });
    expect(takeSignInRequest(storage)).toBeUndefined();
    expect(storage.map.size).toBe(0);
  });
});

test.each([
  ['?code=c&state=s', true],
  ['?error=access_denied&state=s', true],
  ['?code=c', false],
  ['', false],
])('%j is a provider’s answer: %s', (search, expected) => {
  expect(isAuthorizationResponse(search)).toBe(expected);
});
