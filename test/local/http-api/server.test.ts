import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { HttpAnswer, HttpRequest } from '../../../local/http-api/http-message.ts';
import { maxBodyBytes } from '../../../local/http-api/read-request.ts';
import {
  maxHeaderBytes,
  startHttpServer,
  type HttpServer,
} from '../../../local/http-api/server.ts';

const started: HttpServer[] = [];
afterEach(() => Promise.all(started.splice(0).map((one) => one.close())));

const ok: HttpAnswer = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };

/** A server that keeps what it was asked. */
async function aServer(answer: (request: HttpRequest) => Promise<HttpAnswer> = async () => ok) {
  const requests: HttpRequest[] = [];
  const server = await startHttpServer(0, () => async (request) => {
    requests.push(request);
    return await answer(request);
  });
  started.push(server);
  return { server, requests };
}

/** Sends with any headers, which fetch would not. */
async function send(url: string, headers: Record<string, string | string[]>) {
  const sent = sendRequest(url, { headers, agent: false });
  sent.end();
  const [response]: IncomingMessage[] = await once(sent, 'response');
  const { statusCode: status, headers: answered } = response!;
  return { status, headers: answered, body: await text(response!) };
}

test('a request reaches the handler whole, and its answer the client', async () => {
  const { server, requests } = await aServer(async () => ({
    status: 201,
    headers: { location: '/x' },
    cookies: ['a=1', 'b=2'],
    body: Buffer.from([0, 255]),
  }));
  const response = await fetch(`${server.url}/a%2Fb?c=%20d`, { method: 'PUT', body: 'größe' });

  expect(requests).toMatchObject([
    { method: 'PUT', target: '/a%2Fb?c=%20d', sourceIp: '127.0.0.1', protocol: 'HTTP/1.1' },
  ]);
  expect(requests[0]?.body.toString()).toBe('größe');
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe('/x');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
});

test('what the handler does not compress stays uncompressed, whatever the client accepts', async () => {
  const body = 'text '.repeat(100_000);
  const { server, requests } = await aServer(async () => ({ ...ok, body }));
  const { host } = new URL(server.url);
  const response = await send(server.url, { host, 'accept-encoding': 'br, gzip' });

  expect(requests[0]?.headers).toMatchObject({ 'accept-encoding': 'br, gzip' });
  expect(response).toMatchObject({ body, headers: { 'content-length': String(body.length) } });
  expect(response.headers).not.toHaveProperty('content-encoding');
});

test('headers sent several times are joined, authorization too', async () => {
  const { server, requests } = await aServer();
  const headers = { host: new URL(server.url).host, 'X-A': ['1', '2'], authorization: ['a', 'b'] };
  await send(server.url, headers);
  expect(requests[0]?.headers).toMatchObject({ 'x-a': '1,2', authorization: 'a,b' });
});

test.each([204, 304])('an answer of %s has no body', async (status) => {
  const { server } = await aServer(async () => ({ ...ok, status }));
  const response = await fetch(server.url);
  expect([response.status, await response.text()]).toEqual([status, '']);
});

test('an answer to HEAD has no body, and no length that GET would not have', async () => {
  const { server } = await aServer();
  const response = await fetch(server.url, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(response.headers.get('content-length')).toBeNull();
});

test('a handler that fails is answered with 500, without details', async () => {
  const { server } = await aServer(() => Promise.reject(new Error('secret')));
  const response = await fetch(server.url);
  expect([response.status, await response.json()]).toEqual([
    500,
    { message: 'Internal Server Error' },
  ]);
});

describe('the Host of a request', () => {
  test.each(['127.0.0.1', 'localhost'])('may be %s with the port', async (host) => {
    const { server } = await aServer();
    const { port } = new URL(server.url);
    expect(await send(server.url, { host: `${host}:${port}` })).toMatchObject({ status: 200 });
  });

  test.each(['rebound.example:{port}', '127.0.0.1', 'localhost:1', '127.0.0.1:{port}.example'])(
    'may not be "%s"',
    async (host) => {
      const { server, requests } = await aServer();
      const { port } = new URL(server.url);
      const answer = await send(server.url, { host: host.replace('{port}', port) });
      expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
      expect(requests).toEqual([]);
    },
  );
});

test('a body of 10 MB is taken, one byte more is 413', async () => {
  const { server, requests } = await aServer();
  const status = async (bytes: number) => {
    const response = await fetch(server.url, { method: 'POST', body: Buffer.alloc(bytes) });
    return [response.status, await response.text()];
  };
  expect(await status(maxBodyBytes)).toEqual([200, 'ok']);
  expect(await status(maxBodyBytes + 1)).toEqual([413, '{"message":"Request Entity Too Large"}']);
  expect(requests).toHaveLength(1);
});

test('headers of about 10,240 bytes are taken, more are 431', async () => {
  const { server, requests } = await aServer();
  const { host } = new URL(server.url);
  const status = async (bytes: number) =>
    (await send(server.url, { host, cookie: 'x'.repeat(bytes) })).status;
  expect(await status(maxHeaderBytes - 200)).toBe(200);
  expect(await status(maxHeaderBytes)).toBe(431);
  expect(requests).toHaveLength(1);
});

test('so is a request line', async () => {
  const { server } = await aServer();
  const { host } = new URL(server.url);
  const answer = await send(`${server.url}/?${'x'.repeat(maxHeaderBytes)}`, { host });
  expect(answer.status).toBe(431);
});

describe('closing', () => {
  test('does not wait for connections that are kept open', async () => {
    const { server } = await aServer();
    const { port } = new URL(server.url);
    const idle = connect(Number(port), '127.0.0.1');
    await once(idle, 'connect');
    await fetch(server.url);
    const ended = once(idle, 'close');
    await server.close();
    started.length = 0;
    expect(await ended).toEqual([false]);
  });

  test('does not wait for an answer that is under way', async () => {
    const asked = Promise.withResolvers<void>();
    const { server } = await aServer(() => {
      asked.resolve();
      return new Promise(() => {});
    });
    const response = fetch(server.url).catch(() => 'cut off');
    await asked.promise;
    await server.close();
    expect(await response).toBe('cut off');
    started.length = 0;
  });
});

test("a taken port is refused with Node's error", async () => {
  const { server } = await aServer();
  const port = Number(new URL(server.url).port);
  await expect(startHttpServer(port, () => async () => ok)).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
