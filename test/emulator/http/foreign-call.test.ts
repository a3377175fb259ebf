import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from '@jest/globals';
import { allowedHostsOf, foreignCallReason } from '../../../emulator/http/foreign-call.ts';
import type { Emulator } from '../../../emulator/server.ts';
import { aClient, anEmulator, closeAll, control } from '../support.ts';

afterEach(closeAll);

type Call = { method?: string; headers: Record<string, string | undefined> };

const refusal = ({ method = 'POST', headers }: Call, host = '127.0.0.1', names: string[] = []) =>
  foreignCallReason({ method, headers }, allowedHostsOf(host, names));

const callTo = (host: string) => ({ headers: { host } });

describe('a call', () => {
  test.each(['127.0.0.1:4610', 'localhost:4610', 'LOCALHOST', '[::1]:4610', '127.0.0.1'])(
    'to %s is answered',
    (host) => {
      expect(refusal({ headers: { host } })).toBeUndefined();
    },
  );

  test.each([
    'evil.example',
    'evil.example:4610',
    'localhost.evil.example',
    '127.0.0.1.evil.example:4610',
    '192.168.1.7:4610',
    '',
    undefined,
  ])('to %s, which may be another name for this machine, is refused', (host) => {
    expect(refusal({ headers: { host } })).toContain('is not this server');
  });

  test('to the address or a name given at the start is answered', () => {
    expect(refusal(callTo('192.168.1.7:4610'), '192.168.1.7')).toBeUndefined();
    expect(refusal(callTo('[fd00::7]:4610'), 'fd00::7')).toBeUndefined();
    expect(refusal(callTo('emulator:4610'), '0.0.0.0', ['Emulator'])).toBeUndefined();
    expect(refusal(callTo('other:4610'), '0.0.0.0', ['emulator'])).toContain('is not this server');
    expect(refusal(callTo('emulator:4610'), '127.0.0.1', ['emulator:4610'])).toBeUndefined();
    expect(refusal(callTo('[fd00::7]:4610'), '127.0.0.1', ['fd00::7'])).toBeUndefined();
    expect(refusal(callTo('[fd00::7]:4610'), '127.0.0.1', ['[fd00::7]:4610'])).toBeUndefined();
  });

  test.each(['0.0.0.0', '::'])('to any address is answered by a server on %s', (everywhere) => {
    expect(refusal({ headers: { host: '172.17.0.2:4610' } }, everywhere)).toBeUndefined();
    expect(refusal({ headers: { host: '[fd00::7]:4610' } }, everywhere)).toBeUndefined();
    expect(refusal({ headers: { host: 'evil.example' } }, everywhere)).toBeDefined();
  });

  const host = '127.0.0.1:4610';
  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another port of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['a file or a sandboxed frame', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['another site, as a form', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
  ])('from %s is refused', (_whom, headers) => {
    expect(refusal({ headers: { host, ...headers } })).toContain('may not call this server');
  });

  test.each([
    ["the emulator's own page", { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }],
    ['an SDK', {}],
    ['a program on fetch', { 'sec-fetch-mode': 'cors' }],
    ['the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
  ])('from %s is answered', (_whom, headers) => {
    expect(refusal({ headers: { host, ...headers } })).toBeUndefined();
  });

  test('from a link of another page is answered, since that page cannot read it', () => {
    const headers = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(refusal({ method: 'GET', headers })).toBeUndefined();
    const embedded = { ...headers, 'sec-fetch-mode': 'no-cors' };
    expect(refusal({ method: 'GET', headers: embedded })).toBeDefined();
  });
});

/** The status of a raw call, whose headers a browser would send. */
async function statusOf(
  { port }: Emulator,
  path: string,
  headers: Record<string, string>,
): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
    void text(response).then(() => resolve(response.statusCode));
  });
  sent.on('error', reject);
  sent.end('{"advanceSeconds": 86400}');
  return await promise;
}

describe('the server', () => {
  test.each([
    ['a foreign Host', { Host: 'evil.example:4610' }],
    ['a foreign Origin', { Origin: 'https://evil.example', 'Content-Type': 'text/plain' }],
  ])('lets no call with %s move its clock, nor reach an operation', async (_what, headers) => {
    const emulator = await anEmulator();
    expect(await statusOf(emulator, '/_emulator/clock', headers)).toBe(403);
    const target = { ...headers, 'X-Amz-Target': 'AWSEvents.ListEventBuses' };
    expect(await statusOf(emulator, '/', target)).toBe(403);
    expect(await control(emulator, 'GET', 'clock')).toMatchObject({ offsetSeconds: 0 });
    expect(await control(emulator, 'GET', 'counters')).toMatchObject({ calls: {} });
  });

  test('answers the SDK at each of its own names', async () => {
    const emulator = await anEmulator();
    for (const name of ['127.0.0.1', 'localhost']) {
      const url = `http://${name}:${emulator.port}`;
      const answer = await aClient({ ...emulator, url }).send(new ListEventBusesCommand({}));
      expect(answer.EventBuses).toHaveLength(1);
    }
  });
});
