import { expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { readAnswer } from '../../../local/http-api/read-answer.ts';

const returned = (payload: unknown) => readAnswer({ kind: 'returned', payload });

test('a whole answer is taken as it is', () => {
  const answer = returned({
    statusCode: 201,
    headers: { 'Content-Type': 'application/json', Location: '/x', 'x-count': 1, 'x-on': true },
    cookies: ['a=1', 'b=2'],
    body: '{}',
  });
  expect(answer).toEqual({
    status: 201,
    headers: { 'content-type': 'application/json', location: '/x', 'x-count': '1', 'x-on': 'true' },
    cookies: ['a=1', 'b=2'],
    body: '{}',
  });
});

test('a body in base64 is decoded', () => {
  const { body } = returned({ statusCode: 200, body: 'AP8=', isBase64Encoded: true });
  expect(body).toEqual(Buffer.from([0, 255]));
});

test('a compressed body is decoded from its base64 and no further', () => {
  const compressed = gzipSync('page');
  const headers = { 'content-encoding': 'gzip', vary: 'Accept-Encoding' };
  const body = compressed.toString('base64');

  expect(returned({ statusCode: 200, headers, body, isBase64Encoded: true })).toMatchObject({
    headers,
    body: compressed,
  });
});

test.each([{ statusCode: 204 }, { statusCode: 204, headers: null, body: null, cookies: null }])(
  'what is left out of %j is empty',
  (payload) => {
    expect(returned(payload)).toMatchObject({ status: 204, cookies: [], body: '' });
  },
);

test.each([
  [{ sources: [] }, '{"sources":[]}'],
  ['text', 'text'],
  [[1], '[1]'],
  [null, 'null'],
])('%j, which has no status code, is the body of a success in JSON', (payload, body) => {
  const headers = { 'content-type': 'application/json' };
  expect(returned(payload)).toEqual({ status: 200, headers, body });
});

test.each([
  { statusCode: '200' },
  { statusCode: 99 },
  { statusCode: 200.5 },
  { statusCode: 600 },
  { statusCode: 200, body: {} },
  { statusCode: 200, headers: 'a' },
  { statusCode: 200, headers: { a: {} } },
  { statusCode: 200, headers: { 'not a name': 'x' } },
  { statusCode: 200, headers: { a: 'two\nlines' } },
  { statusCode: 200, cookies: ['two\nlines'] },
  { statusCode: 200, cookies: 'a=1' },
  { statusCode: 200, isBase64Encoded: 'true' },
])('%j is malformed: 500', (payload) => {
  expect(returned(payload)).toMatchObject({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
});

test('a function that failed or crashed is 500, one that took too long 503', () => {
  const failed = { errorType: 'Error', errorMessage: 'secret', stackTrace: [] };
  expect(readAnswer({ kind: 'failed', ...failed })).toMatchObject({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
  expect(readAnswer({ kind: 'crashed', reason: 'secret' }).body).not.toContain('secret');
  expect(readAnswer({ kind: 'timedOut' })).toMatchObject({
    status: 503,
    body: '{"message":"Service Unavailable"}',
  });
});
