import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync, deflateRawSync } from 'node:zlib';
import { bundleSize } from '../../../../tools/bench/cold-start/bundle-size.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-size-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('counts the bundle as it is, and all that is deployed with it deflated', () => {
  const code = Buffer.from('export const handler = 1;'.repeat(100));
  const page = Buffer.from('<p>'.repeat(1000));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'index.mjs'), code);
  writeFileSync(join(folder, 'web/index.html'), page);

  const { codeBytes, zippedBytes } = bundleSize(join(folder, 'index.mjs'));

  expect(codeBytes).toBe(2500);
  const deflated = [code, page].map((one) => deflateRawSync(one));
  expect(Buffer.concat(deflated.map((one) => inflateRawSync(one)))).toEqual(
    Buffer.concat([code, page]),
  );
  expect(zippedBytes).toBe(deflated.reduce((sum, { length }) => sum + length, 0));
});
