import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { issuerCheck } from '../../../../../operate/preflight/checks/issuer/issuer.ts';
import { aContext, aPreflightStage, type Operations } from '../../support/fake-aws.ts';
import { aDocument, aKey, issuer } from './builders.ts';

const pageUrl = 'https://abc.execute-api.us-east-1.amazonaws.com/';

interface Seen {
  readonly request: string;
  readonly origin: string | undefined;
  readonly body: string;
}

let seen: Seen[] = [];
/** The origin that the provider's token endpoint lets ask. */
let allowed = '*';
beforeEach(() => {
  seen = [];
  allowed = '*';
});

// The provider, on loopback.
const server = createServer((request, response) => {
  void answer(request, response);
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = await answerOf(request);
  response.writeHead(status, { 'access-control-allow-origin': allowed });
  response.end(JSON.stringify(body));
}

async function answerOf(request: IncomingMessage): Promise<[number, unknown]> {
  const { method, url = '', headers } = request;
  seen.push({ request: `${method} ${url}`, origin: headers.origin, body: await text(request) });
  if (url === '/.well-known/openid-configuration') return [200, aDocument()];
  if (url === '/jwks') return [200, { keys: [aKey()] }];
  return [400, { error: 'invalid_grant' }];
}

/** Requests to the provider's name reach the server. */
async function fetchFromProvider(url: URL, init: RequestInit): Promise<Response> {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return await fetch(`http://127.0.0.1:${port}${url.pathname}`, init);
}

const deployed: Operations = {
  DescribeStacks: () => ({
    Stacks: [{ Outputs: [{ OutputKey: 'ConsoleUrl', OutputValue: pageUrl }] }],
  }),
};

async function find(operations: Operations = {}, more: Parameters<typeof aContext>[1] = {}) {
  const stage = aPreflightStage({ signIn: { issuer, clientId: 'page' } });
  return await issuerCheck.run(aContext(operations, { stage, fetch: fetchFromProvider, ...more }));
}

test('a stage without a provider has Cognito’s, and nothing is asked', async () => {
  expect(await issuerCheck.run(aContext())).toMatchObject([
    { check: 'sign-in', status: 'ok', text: expect.stringContaining('Cognito') },
  ]);
});

test('document, keys and token endpoint are requested from the page’s origin', async () => {
  allowed = new URL(pageUrl).origin;
  const found = await find(deployed);

  expect(found.map(({ check, status }) => `${check} ${status}`)).toEqual(
    Array(3).fill('sign-in ok'),
  );
  expect(seen.map(({ request }) => request).toSorted()).toEqual([
    'GET /.well-known/openid-configuration',
    'GET /jwks',
    'POST /token',
  ]);
  expect(new Set(seen.map(({ origin }) => origin))).toEqual(new Set([allowed]));
  const asked = new URLSearchParams(seen.find(({ request }) => request === 'POST /token')?.body);
  expect(Object.fromEntries(asked)).toMatchObject({
    grant_type: 'authorization_code',
    client_id: 'page',
    redirect_uri: pageUrl,
  });
});

test('before the first deployment no page is known, and a provider that lets some ask is not known', async () => {
  allowed = 'https://elsewhere.example';
  const found = await find();

  expect(found.map(({ status }) => status)).toEqual(['ok', 'ok', 'unknown', 'unknown']);
});

test('a provider that never answers ends with the check’s time limit', async () => {
  const stopped = new AbortController();
  const finding = find({}, { signal: stopped.signal, fetch: () => new Promise(() => undefined) });
  stopped.abort();

  expect(await finding).toMatchObject([
    { status: 'fails', text: expect.stringMatching(/cannot be reached: timed out$/) },
  ]);
});

test('a provider in a private network is of no use to API Gateway', async () => {
  const found = await find({}, { resolve: async () => ['10.0.0.1'] });

  expect(found.map(({ status }) => status)).toEqual(['ok', 'fails', 'ok', 'ok']);
});

test('a name that cannot be resolved here is left to what is read from there', async () => {
  const found = await find({}, { resolve: () => Promise.reject(new Error('ENOTFOUND')) });

  expect(found.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
});
