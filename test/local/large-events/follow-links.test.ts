import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { followLinks } from '../../../local/large-events/follow-links.ts';
import { portOf } from '../../../local/port-of.ts';
import { aReceived } from '../run-builders.ts';

const detail = '{"text":"größe"}';
const sha256 = createHash('sha256').update(detail).digest('hex');

let server: Server;
let publicUrl: string;
let asked: string[] = [];
const refusedOnce = new Set<string>();

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url === '/payloads/moved') response.writeHead(302, { location: '/s3/object' }).end();
    else if (url === '/payloads/gone') response.writeHead(404).end('{}');
    else if (url === '/payloads/broken') response.destroy();
    else if (url === '/payloads/busy' && !refusedOnce.has(url)) {
      refusedOnce.add(url);
      response.writeHead(429, { 'retry-after': '0' }).end('{}');
    } else response.end(detail);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  publicUrl = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** An event with a stub, whose link is at this path. */
function aStub(path: string, members: object = {}, id = 'e1') {
  return aReceived({
    id,
    detail: {
      payload_url: publicUrl + path,
      payload_size_bytes: Buffer.byteLength(detail),
      payload_sha256: sha256,
      expires_at: '2026-12-01T00:00:00.000Z',
      ...members,
    },
  });
}

async function problemsOf(...received: readonly ReturnType<typeof aReceived>[]) {
  return (await followLinks(received, publicUrl)).problems;
}

describe('a link is right', () => {
  test.each(['/payloads/here', '/payloads/moved', '/payloads/busy'])(
    'if it leads to the bytes that the stub says: %s',
    async (path) => {
      expect(await problemsOf(aStub(path))).toEqual([]);
    },
  );
});

describe('a link is wrong', () => {
  test.each([
    ['of which nothing is left', '/payloads/gone', {}, 'answers 404'],
    ['that nobody answers', '/payloads/broken', {}, 'cannot be followed: TypeError: fetch failed'],
    [
      'to another size',
      '/payloads/here',
      { payload_size_bytes: 16 },
      'leads to 18 bytes, the stub says 16',
    ],
    [
      'to another detail',
      '/payloads/here',
      { payload_sha256: '0'.repeat(64) },
      'leads to a detail of another SHA-256',
    ],
  ])('%s', async (_, path, members, problem) => {
    expect(await problemsOf(aStub(path, members))).toEqual([`the link of event e1 ${problem}`]);
  });
});

test('only links of this local mode are followed', async () => {
  asked = [];
  const strange = aStub('/elsewhere');
  const counted = await followLinks([aReceived(), strange, aStub('/payloads/here')], publicUrl);

  expect(counted).toEqual({ stubs: 1, followed: 1, problems: [] });
  expect(asked).toEqual(['/payloads/here']);
});

test('of many links a hundred are followed, from the first on, evenly', async () => {
  asked = [];
  const received = Array.from({ length: 1_000 }, (_, index) => aStub(`/payloads/${index}`));
  const counted = await followLinks(received, publicUrl);

  expect(counted).toEqual({ stubs: 1_000, followed: 100, problems: [] });
  expect(new Set(asked)).toEqual(
    new Set(Array.from({ length: 100 }, (_, index) => `/payloads/${10 * index}`)),
  );
});
