import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Emulator } from '../../emulator/server.ts';
import { anEmulator, closeAll, memberIn, rawCall } from './support.ts';

afterEach(closeAll);

async function stillWorks(emulator: Emulator): Promise<boolean> {
  return (await rawCall(emulator, 'ListEventBuses', {})).ok;
}

/** What the server says to bytes that are not HTTP, until it closes. */
function sendBytes({ port }: Emulator, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  return text(socket);
}

function postBytes({ url }: Emulator, bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'X-Amz-Target': 'AWSEvents.PutPartnerEvents' };
    const sent = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end(Buffer.alloc(bytes, ' '));
  });
}

describe('the server', () => {
  test('refuses a body of 4 MB and continues', async () => {
    const emulator = await anEmulator();
    const response = await rawCall(emulator, 'PutPartnerEvents', 'x'.repeat(4_000_000));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
    expect(await stillWorks(emulator)).toBe(true);
  });

  test('also refuses it without a Content-Length', async () => {
    const emulator = await anEmulator();
    expect(await postBytes(emulator, 4_000_000)).toBe(413);
    expect(await stillWorks(emulator)).toBe(true);
  });

  test('accepts a body of 1 MiB', async () => {
    const response = await rawCall(
      await anEmulator(),
      'ListEventBuses',
      ' '.repeat(1_048_574) + '{}',
    );
    expect(response.status).toBe(200);
  });

  test('accepts a full entry, however much longer its quotes make the body', async () => {
    const emulator = await anEmulator();
    const detail = JSON.stringify({ x: '"'.repeat(524_000) });
    const entry = { Source: 'aws.partner/p/a', DetailType: 'push', Detail: detail };
    const body = JSON.stringify({ Entries: [entry] });
    expect(body.length).toBeGreaterThan(2_000_000);
    expect((await rawCall(emulator, 'PutPartnerEvents', body)).status).toBe(200);
  });

  test.each([
    ['no target', undefined],
    ['an operation it has not', 'AWSEvents.CreateEndpoint'],
    ['another service', 'AmazonSQS.SendMessage'],
    ['a property of every object', 'AWSEvents.constructor'],
  ])('answers %s with UnknownOperationException', async (_what, target) => {
    const emulator = await anEmulator();
    const headers = target === undefined ? {} : { 'X-Amz-Target': target };
    const response = await fetch(emulator.url, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  test.each([
    ['PUT', '/'],
    ['POST', '/elsewhere'],
    ['DELETE', '/'],
  ])('answers %s %s with 404', async (method, path) => {
    const emulator = await anEmulator();
    expect((await fetch(emulator.url + path, { method })).status).toBe(404);
  });

  test('treats an unsigned call as one to us-east-1 by the partner', async () => {
    const { url } = await anEmulator();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'X-Amz-Target': 'AWSEvents.DescribeEventBus', Authorization: 'Credential=///' },
      body: '',
    });
    const arn = 'arn:aws:events:us-east-1:999999999999:event-bus/default';
    expect(memberIn(await response.json(), 'Arn')).toBe(arn);
  });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a broken header', 'POST / HTTP/1.1\r\nHost x\r\n\r\n'],
    ['a wrong length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n'],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('closes a connection that sends %s and goes on', async (_what, bytes) => {
    const emulator = await anEmulator();
    expect(await sendBytes(emulator, bytes)).toMatch(/^HTTP\/1\.1 400/u);
    expect(await stillWorks(emulator)).toBe(true);
  });

  test('continues when a client disconnects in the middle of its body', async () => {
    const emulator = await anEmulator();
    const socket = connect(emulator.port, '127.0.0.1');
    socket.end('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a"');
    await text(socket);
    expect(await stillWorks(emulator)).toBe(true);
  });

  test.each([
    ['arrays', '['.repeat(700_000)],
    ['objects', '{"a":'.repeat(200_000)],
    ['arrays that end', `{"Entries":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
    ['a null byte', '\u0000'],
    ['half a surrogate pair', '{"Entries":[{"Source":"\\ud800"}]}'],
    ['a prototype', '{"__proto__":{"Entries":[]},"Entries":[{"__proto__":1}]}'],
  ])('answers 400 to a body of %s', async (_what, body) => {
    const emulator = await anEmulator();
    expect((await rawCall(emulator, 'PutPartnerEvents', body)).status).toBe(400);
    expect(await stillWorks(emulator)).toBe(true);
  });

  test('closes at once, with connections open', async () => {
    const emulator = await anEmulator();
    const socket = connect(emulator.port, '127.0.0.1');
    const closed = text(socket).catch(() => 'reset');
    await stillWorks(emulator);
    await emulator.close();
    expect(['', 'reset']).toContain(await closed);
    await expect(fetch(emulator.url)).rejects.toThrow('fetch failed');
  });

  test('reports a port in use', async () => {
    const { port } = await anEmulator();
    await expect(anEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
