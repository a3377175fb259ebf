import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeBrand } from '../../../lambdas/bundle/write-brand.ts';
import { pageConfigSchema } from '../../../lambdas/contract/page-config.ts';
import { compressFile, compressFiles } from '../../../lambdas/bundle/compress-files.ts';
import { readPageFiles } from '../../../lambdas/registration/page-files.ts';
import { fakeRegistration, registrationTestSettings } from '../../support/registration-services.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(folder, 'web/assets'), { recursive: true });
  writeFileSync(join(folder, 'web/index.html'), '<p>é</p>');
  writeFileSync(join(folder, 'web/assets/page-1a2b.js'), 'let page;');
  writeFileSync(join(folder, 'openapi.yaml'), 'openapi: 3.1.0');
  compressFiles(folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const get = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
  await stage().send({ path, headers, claims: null });
const tagFor = async (acceptEncoding: string) =>
  (await get('/', { 'accept-encoding': acceptEncoding })).headers['etag']!;
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
  'HEAD %s has its headers, and no body',
  async (path) => {
    const { send } = stage();
    const { body: _, isBase64Encoded: __, ...likeGet } = await send({ path, claims: null });

    expect(await send({ method: 'HEAD', path, claims: null })).toEqual(likeGet);
  },
);

test('the vendor’s name, logo and colours are served where there are any', async () => {
  const logo = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  writeFileSync(join(folder, 'logo.svg'), logo.replace('/>', '></svg>'));
  const brand = { name: 'Acme', logo: join(folder, 'logo.svg'), colors: { accent: '#0055cc' } };
  writeBrand(brand, join(folder, 'brand'));
  const page = readPageFiles(folder, registrationTestSettings, join(folder, 'brand'));
  const { send } = fakeRegistration({ page });
  const { body } = await send({ path: '/config.json', claims: null });
  const config = v.parse(pageConfigSchema, JSON.parse(Buffer.from(body!, 'base64').toString()));

  expect(config).toMatchObject({
    partnerName: 'vendor.test',
    brand: { name: 'Acme', light: { accent: '#0055cc', onAccent: '#ffffff' } },
  });
  const path = config.brand.logo!;
  expect(path).toMatch(/^\/assets\/logo-[0-9a-f]{8}\.svg$/);
  expect(await send({ path, claims: null })).toMatchObject({
    statusCode: 200,
    headers: {
      'content-type': 'image/svg+xml',
      'content-security-policy': expect.stringMatching(/^default-src 'none'/),
      'x-content-type-options': 'nosniff',
    },
  });
});

test('the page learns how to sign in, and nothing else', async () => {
  const { body } = await stage().send({ path: '/config.json', claims: null });

  expect(JSON.parse(Buffer.from(body!, 'base64').toString())).toEqual({
    partnerName: 'vendor.test',
    brand: {},
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

test('a browser that requests an icon gets an empty answer', async () => {
  expect(await stage().send({ path: '/favicon.ico', claims: null })).toMatchObject({
    statusCode: 204,
  });
});

test('a file of a type that nobody has thought of is an error at the start', () => {
  writeFileSync(join(folder, 'web/assets/page.exe'), '');
  compressFile(join(folder, 'web/assets/page.exe'));

  expect(() => readPageFiles(folder, registrationTestSettings)).toThrow('page.exe');
});

test('a file without its compressed forms is an error at the start', () => {
  rmSync(join(folder, 'openapi.yaml.br'));

  expect(() => readPageFiles(folder, registrationTestSettings)).toThrow('openapi.yaml.br');
});

describe('a file is sent compressed', () => {
  test.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
  ])('as %s to who sends %s', async (coding, acceptEncoding, decompress) => {
    writeFileSync(join(folder, 'web/index.html'), '<p>é</p>'.repeat(1_000));
    compressFile(join(folder, 'web/index.html'));
    const { headers, body, isBase64Encoded } = await get('/', {
      'accept-encoding': acceptEncoding,
    });

    expect(headers).toMatchObject({
      'content-encoding': coding,
      'content-type': 'text/html; charset=utf-8',
      vary: 'Accept-Encoding',
    });
    expect(isBase64Encoded).toBe(true);
    expect(decompress(Buffer.from(body!, 'base64')).toString()).toBe('<p>é</p>'.repeat(1_000));
  });

  test('and uncompressed to clients that name no coding; shared caches see that it varies', async () => {
    const { headers } = await get('/');

    expect(headers).toMatchObject({ vary: 'Accept-Encoding' });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test.each(['/', '/assets/page-1a2b.js', '/openapi.yaml', '/config.json'])(
    '%s is refused to who takes none of its codings',
    async (path) => {
      const answer = await get(path, { 'accept-encoding': 'zstd, identity;q=0' });

      expect(answer).toMatchObject({ statusCode: 406, headers: { vary: 'Accept-Encoding' } });
      expect(answer.headers).toHaveProperty('content-security-policy');
    },
  );
});

describe('a file is asked for again', () => {
  test.each([
    ['its tag', (tag: string) => tag],
    ['its weak tag', (tag: string) => `W/${tag}`],
    ['its tag among others', (tag: string) => `"other", ${tag}`],
    ['any', () => '*'],
  ])('with %s: nothing new', async (_, noneMatch) => {
    const etag = await tagFor('br');
    const again = await get('/', { 'accept-encoding': 'br', 'if-none-match': noneMatch(etag) });

    expect(again).toMatchObject({
      statusCode: 304,
      headers: { etag, vary: 'Accept-Encoding', 'cache-control': 'no-cache' },
    });
    expect(again).not.toHaveProperty('body');
    expect(again.headers).not.toHaveProperty('content-encoding');
  });

  test('with another tag, or in another coding: it is sent', async () => {
    const answers = [
      await get('/', { 'accept-encoding': 'br', 'if-none-match': '"other"' }),
      await get('/', { 'accept-encoding': 'gzip', 'if-none-match': await tagFor('br') }),
      await get('/', { 'if-none-match': await tagFor('br') }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  });

  test('after it has changed: it is sent', async () => {
    const before = await tagFor('br');
    writeFileSync(join(folder, 'web/index.html'), '<p>other</p>');
    compressFile(join(folder, 'web/index.html'));

    expect(await get('/', { 'accept-encoding': 'br', 'if-none-match': before })).toMatchObject({
      statusCode: 200,
    });
  });
});
