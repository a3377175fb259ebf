import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { tooOldLine } from '../../../tools/package/too-old-line.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

test.each(['18.20.8', '20.20.2', '22.0.0', '22.14.0', '23.11.1'])(
  'Node.js %s is told which version the command line needs',
  (version) => {
    expect(tooOldLine(version)).toBe(
      `fanout needs Node.js 22 from 22.15 on, or 24 and newer; this is v${version}`,
    );
  },
);

test('the oldest Node.js that is new enough is that of package.json, and of the tests of the package', () => {
  const oldest = read('test/package/package.json').dependencies.node;

  expect(read('package.json').engines.node).toBe(`^${oldest} || >=24`);
  expect(tooOldLine(oldest)).toBeUndefined();
  expect(['22.23.3', '24.0.0', '25.1.0'].map(tooOldLine)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
