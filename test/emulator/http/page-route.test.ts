import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { anEmulator, closeAll, control, rawCall } from '../support.ts';

afterEach(closeAll);

const files = [
  ['/', 'text/html; charset=utf-8', 1000],
  ['/_emulator/page/page.js', 'text/javascript; charset=utf-8', 16_000],
  ['/_emulator/page/page.css', 'text/css; charset=utf-8', 3000],
  ['/_emulator/page/icon.svg', 'image/svg+xml', 500],
] as const;

describe('the page', () => {
  test.each(files)(
    '%s has its type, and is small: %s, %i bytes compressed',
    async (path, type, most) => {
      const { url } = await anEmulator();
      const response = await fetch(url + path);
      const text = await response.text();

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      expect(gzipSync(text).length).toBeLessThan(most);
      expect(text.length).toBeGreaterThan(100);
    },
  );

  test.each(files.map(([path]) => path))(
    '%s may load nothing from elsewhere, and be shown by no other page',
    async (path) => {
      const { url } = await anEmulator();
      const { headers } = await fetch(url + path);
      const policy = headers.get('content-security-policy');

      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/u);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  test('refers to nothing but its own files, and has nothing inline', async () => {
    const { url } = await anEmulator();
    const html = await (await fetch(url)).text();
    const referred = [...html.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, path]) => path);

    expect(new Set(referred)).toEqual(new Set(files.slice(1).map(([path]) => path)));
    expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/u);
  });

  test('is not for a page of another site, by whatever name', async () => {
    const { port, url } = await anEmulator();
    const statusFor = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const sent = request({ port, host: '127.0.0.1', path: '/', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        sent.on('error', reject).end();
      });

    expect(await statusFor({ host: 'rebound.example.test' })).toBe(403);
    expect(await statusFor({ origin: 'http://evil.test' })).toBe(403);
    expect(await statusFor({ host: new URL(url).host })).toBe(200);
  });

  test('does not get in the way of the other paths', async () => {
    const emulator = await anEmulator();
    const missing = await fetch(`${emulator.url}/_emulator/page/../page/other.js`);

    expect((await rawCall(emulator, 'ListEventBuses', {})).status).toBe(200);
    expect(missing.status).toBe(404);
    expect((await fetch(`${emulator.url}/index.html`)).status).toBe(404);
    expect((await fetch(`${emulator.url}/_emulator/page/index.html`)).status).toBe(404);
  });
});

test('the page finds every account and Region that was used', async () => {
  const emulator = await anEmulator();
  const source = { Name: 'aws.partner/x/y', Account: '000000000102' };
  await rawCall(emulator, 'CreatePartnerEventSource', source);
  await rawCall(emulator, 'ListEventBuses', {}, '000000000101');

  expect(await control(emulator, 'GET', 'accounts')).toEqual([
    { region: 'us-east-2', account: '000000000101' },
    { region: 'us-east-2', account: '000000000102' },
  ]);
});
