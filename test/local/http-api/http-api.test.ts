import { describe, expect, test } from '@jest/globals';
import type { HttpApiEvent } from '../../../lambdas/registration/handler.ts';
import { httpRoutes } from '../../../lambdas/registration/routes.ts';
import type { HttpRequest } from '../../../local/http-api/http-message.ts';
import { httpApi } from '../../../local/http-api/http-api.ts';
import { aRequest } from './a-request.ts';

/** An HTTP API whose one good token is `good`, before a function that answers with 200. */
async function answered(overrides: Partial<HttpRequest>, routes = httpRoutes) {
  const events: HttpApiEvent[] = [];
  const api = httpApi({
    routes,
    // Links to payloads are taken none of.
    rates: { fetchesPerSecond: 0 },
    authorize: async (header) => (header === 'Bearer good' ? { tenant: 'acme' } : 'unauthorized'),
    invoke: async (event) => {
      events.push(event);
      return { kind: 'returned', payload: { statusCode: 200, body: 'ok' } };
    },
    now: async () => 123_456,
  });
  return { answer: await api(aRequest(overrides)), events };
}

describe('the function is invoked', () => {
  test('with the claims of a good token, at the time of the clock', async () => {
    const { answer, events } = await answered({ headers: { authorization: 'Bearer good' } });
    expect(answer).toMatchObject({ status: 200, body: 'ok' });
    expect(events).toMatchObject([
      {
        requestContext: {
          timeEpoch: 123_456,
          authorizer: { jwt: { claims: { tenant: 'acme' } } },
        },
      },
    ]);
  });

  test('without a token where a route needs none, and then without claims', async () => {
    const headers = { authorization: 'Bearer good' };
    const { events } = await answered({ target: '/config.json', headers });
    expect(events).toHaveLength(1);
    expect(events[0]?.requestContext).not.toHaveProperty('authorizer');
  });

  test('with the path decoded, and the query as it came', async () => {
    const headers = { authorization: 'Bearer good' };
    const { events } = await answered({ target: '/sources/a%2Fb%C3%A9?x=%20', headers });
    expect(events).toMatchObject([
      { rawPath: '/sources/a/bé', rawQueryString: 'x=%20', pathParameters: { proxy: 'a/bé' } },
    ]);
  });
});

test.each<[string, Partial<HttpRequest>, number, string]>([
  ['no token', {}, 401, 'Unauthorized'],
  ['a bad token', { headers: { authorization: 'Bearer bad' } }, 401, 'Unauthorized'],
  ['an encoded path and no token', { target: '/%73ources' }, 401, 'Unauthorized'],
  ['a path that cannot be decoded', { target: '/%zz' }, 400, 'Bad Request'],
  ['a target that is no path', { target: 'http://other/' }, 400, 'Bad Request'],
  ['a flooded route', { target: '/payloads/x' }, 429, 'Too Many Requests'],
])('%s is answered by the gateway itself', async (_, request, status, message) => {
  const { answer, events } = await answered(request);
  expect(answer).toMatchObject({ status, body: JSON.stringify({ message }) });
  expect(events).toEqual([]);
});

test('where there is no route the gateway itself answers', async () => {
  const { answer, events } = await answered({}, []);
  expect(answer).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  expect(events).toEqual([]);
});

test.each([
  ['GET', '/config.json'],
  ['PUT', '/config.json'],
  ['POST', '/nowhere'],
  ['HEAD', '/'],
  ['DELETE', '/sources/'],
])('%s %s reaches the function', async (method, target) => {
  expect((await answered({ method, target })).events).toHaveLength(1);
});

describe('an event of over 6 MB, which Lambda does not take, is 413', () => {
  // In base64 four bytes stand for three; the rest of an event is less than a kilobyte.
  test.each([
    ['text/plain', 6_290_000, true],
    ['text/plain', 6_291_456, false],
    ['image/png', 4_717_000, true],
    ['image/png', 4_719_000, false],
  ])('%s of %d bytes: taken %s', async (contentType, bytes, isTaken) => {
    const headers = { 'content-type': contentType };
    const body = Buffer.alloc(bytes, 'x');
    const { answer, events } = await answered({ method: 'POST', target: '/', headers, body });
    const refusal = { status: 413, body: '{"message":"Request Entity Too Large"}' };

    expect(answer).toMatchObject(isTaken ? { status: 200 } : refusal);
    expect(events).toHaveLength(isTaken ? 1 : 0);
  });
});

test('a 401 challenges the client', async () => {
  const { answer } = await answered({});
  expect(answer.headers).toMatchObject({ 'www-authenticate': expect.stringMatching(/^Bearer/) });
});
