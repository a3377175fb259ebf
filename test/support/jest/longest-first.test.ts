import { expect, test } from '@jest/globals';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const files = globSync('test/**/*.test.ts', { cwd: root }).map((file) => join(root, file));
const sequencer = join(import.meta.dirname, 'longest-first.js');

test('each of the longest files exists', async () => {
  const { longestFiles }: { longestFiles: readonly RegExp[] } = await import(sequencer);
  const missing = longestFiles.filter((pattern) => !files.some((file) => pattern.test(file)));

  expect(longestFiles).not.toEqual([]);
  expect(missing).toEqual([]);
});
