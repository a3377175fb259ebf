import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPageFiles } from '../../../lambdas/registration/page-files.ts';
import { fakeRegistration, registrationTestSettings } from '../../support/registration-services.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(folder, 'web/assets'), { recursive: true });
  writeFileSync(join(folder, 'web/index.html'), '<p>é</p>');
  writeFileSync(join(folder, 'web/assets/page-1a2b.js'), 'let page;');
  writeFileSync(join(folder, 'openapi.yaml'), 'openapi: 3.1.0');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const stage = () => fakeRegistration({ page: readPageFiles(folder, registrationTestSettings) });

test.each([
  ['/', 'text/html; charset=utf-8', 'no-cache', '<p>é</p>'],
  [
    '/assets/page-1a2b.js',
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
    'let page;',
  ],
  ['/openapi.yaml', 'application/yaml', 'no-cache', 'openapi: 3.1.0'],
])('%s is served without a token', async (path, type, cacheControl, text) => {
  const { statusCode, headers, body, isBase64Encoded } = await stage().send({ path, claims: null });

  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({ 'content-type': type, 'cache-control': cacheControl });
  expect(headers).toHaveProperty('content-security-policy');
  expect(isBase64Encoded).toBe(true);
  expect(Buffer.from(body!, 'base64').toString()).toBe(text);
});

test.each(['/', '/assets/page-1a2b.js', '/openapi.yaml', '/config.json', '/favicon.ico'])(
  'HEAD %s tells of it, and has no body',
  async (path) => {
    const { send } = stage();
    const { body: _, isBase64Encoded: __, ...likeGet } = await send({ path, claims: null });

    expect(await send({ method: 'HEAD', path, claims: null })).toEqual(likeGet);
  },
);

test('the page learns how to sign in, and nothing else', async () => {
  const { body } = await stage().send({ path: '/config.json', claims: null });

  expect(JSON.parse(Buffer.from(body!, 'base64').toString())).toEqual({
    partnerName: 'vendor.test',
    signIn: {
      issuer: 'https://id.example',
      clientId: 'console',
      scope: 'openid',
      parameters: {},
      bearer: 'access_token',
    },
  });
});

test.each([
  '/index.html',
  '/assets/',
  '/assets/../openapi.yaml',
  '/assets/%2e%2e/openapi.yaml',
  '/web/index.html',
])('%s is not there: no path of a request leads into the file system', async (path) => {
  expect(await stage().send({ path, claims: null })).toMatchObject({ statusCode: 404 });
});

test('a browser that asks for an icon is told that there is none', async () => {
  expect(await stage().send({ path: '/favicon.ico', claims: null })).toMatchObject({
    statusCode: 204,
  });
});

test('a file of a type that nobody has thought of is an error at the start', () => {
  writeFileSync(join(folder, 'web/assets/page.exe'), '');

  expect(() => readPageFiles(folder, registrationTestSettings)).toThrow('page.exe');
});
