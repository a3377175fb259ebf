import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { writeServedFiles } from '../../../lambdas/bundle/served-files.ts';
import { readPageFiles, type PageFiles } from '../../../lambdas/registration/page-files.ts';
import { fakeRegistration, registrationTestSettings } from '../../support/registration-services.ts';

let folder: string;
let page: PageFiles;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  writeServedFiles(folder);
  page = readPageFiles(folder, registrationTestSettings);
});
afterAll(() => rmSync(folder, { recursive: true }));

const decompress = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body };

/** What the function answers for a file: how much goes over the wire, headers and all, and its text. */
async function load(path: string, acceptEncoding: string) {
  const headers = { 'accept-encoding': acceptEncoding };
  const answer = await fakeRegistration({ page }).send({ path, headers, claims: null });
  const body = Buffer.from(answer.body!, 'base64');
  const coding = (answer.headers['content-encoding'] ?? 'identity') as keyof typeof decompress;
  const head = Object.entries(answer.headers).map((entry) => `${entry.join(': ')}\r\n`);
  return {
    ...answer,
    wireBytes: body.length + Buffer.byteLength(head.join('')),
    coding,
    text: decompress[coding](body).toString(),
  };
}

test.each(['br', 'gzip'] as const)(
  'all that the page loads before the sign-in has less than 40 kB on the wire, as %s',
  async (accepted) => {
    const document = await load('/', accepted);
    const referred = [...document.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, path]) => path!,
    );
    const others = await Promise.all(referred.map(async (path) => await load(path, accepted)));
    const settings = await load('/config.json', accepted);

    // Script, what it imports, style and icon.
    expect(others.map(({ coding }) => coding)).toEqual(Array(4).fill(accepted));
    expect(document.coding).toBe(accepted);
    const wireBytes = [document, settings, ...others].reduce(
      (sum, each) => sum + each.wireBytes,
      0,
    );
    expect(wireBytes).toBeLessThan(40_000);
  },
);

test('the document is asked for again each time, and what it refers to never', async () => {
  const { headers, text } = await load('/', 'br');
  const [, script] = /src="([^"]+)"/.exec(text)!;

  expect(headers).toMatchObject({ 'cache-control': 'no-cache', etag: expect.any(String) });
  expect((await load(script!, 'br')).headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
  });
});
