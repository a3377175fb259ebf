import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { licencesOf } from '../../../tools/package/licences.ts';

const root = mkdtempSync(join(tmpdir(), 'licences-'));
afterAll(() => rmSync(root, { recursive: true }));

function aPackage(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join('node_modules', name);
  mkdirSync(join(root, folder), { recursive: true });
  const manifest = JSON.stringify({ name, version: '1.0.0', license: 'MIT' });
  for (const [file, text] of Object.entries({ ...files, 'package.json': manifest })) {
    writeFileSync(join(root, folder, file), text);
  }
  return folder;
}

test('licences are handed on, one that several packages have once, and so are notices', () => {
  const packages = new Set([
    aPackage('one', { LICENSE: 'May be used.\n' }),
    aPackage('two', { 'license.md': 'May be used.' }),
    aPackage('bundling', { LICENSE: 'Ours.', 'THIRD-PARTY-NOTICES.md': 'Theirs.' }),
    aPackage('noticed', { LICENSE: 'Free.', NOTICE: 'By somebody.' }),
    aPackage('silent', { 'notice.js': '' }),
  ]);

  expect(licencesOf(root, packages).split(/\n{2,}/u)).toEqual([
    'This package has code of the packages below.',
    'bundling 1.0.0',
    'Ours.',
    'Theirs.',
    'noticed 1.0.0',
    'Free.',
    'By somebody.',
    'one 1.0.0\ntwo 1.0.0',
    'May be used.',
    'silent 1.0.0',
    'Licence: MIT\n',
  ]);
});
