import { createHash } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import {
  startHttpStub,
  type HttpStub,
  type StubAnswer,
} from '../../../tools/simulators/http-stub.ts';
import { readDetail } from './read-detail.ts';

const text = '{"text":"ü", "n":300.0}';
let server: HttpStub | undefined;
afterEach(async () => await server?.close());

/** A stub of the text above, whose link is answered with these in turn. */
async function aStub(answers: StubAnswer[], changed: object = {}) {
  server = await startHttpStub(() => answers.shift()!);
  return JSON.stringify({
    payload_url: `${server.url}/payloads/token`,
    payload_size_bytes: Buffer.byteLength(text),
    payload_sha256: createHash('sha256').update(text).digest('hex'),
    ...changed,
  });
}

test('a detail that came whole is read as it is', async () => {
  expect(await readDetail(text)).toBe(text);
});

test('a stub is followed, when there were too many fetches a while later', async () => {
  const busy = { status: 429, body: '', headers: { 'retry-after': '0' } };

  expect(await readDetail(await aStub([busy, busy, { body: text }]))).toBe(text);
});

test('a stub is followed again where the connection was cut, or the API could not answer', async () => {
  const unable = { status: 503, body: '' };

  expect(await readDetail(await aStub(['hangUp', unable, { body: text }]))).toBe(text);
});

test.each([
  ['its link leads nowhere', { status: 404, body: '' }, {}, 'no detail: 404, 0 bytes'],
  ['the object is another one', { body: '{"text":"x."}' }, {}, 'no detail: 200, 13 bytes'],
  [
    'the size is another one',
    { body: text },
    { payload_size_bytes: 3 },
    'no detail: 200, 24 bytes',
  ],
])('a stub is not read if %s', async (_, answer, changed, said) => {
  expect(await readDetail(await aStub([answer], changed))).toBe(said);
});
