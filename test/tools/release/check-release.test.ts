import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const program = join(import.meta.dirname, '../../../tools/release/check-release.ts');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'));
  const text = JSON.stringify({
    name: 'fanout',
    version: '1.2.0',
    repository: { type: 'git', url: 'git+https://github.com/vendor/fanout.git' },
  });
  await mkdir(join(folder, 'emulator'));
  await writeFile(join(folder, 'package.json'), text);
  await writeFile(join(folder, 'emulator/package.json'), text);
  await writeFile(
    join(folder, 'CHANGELOG.md'),
    '## Unreleased\n\n## 1.2.0 - 2026-12-01\n\n- It.\n',
  );
});
afterEach(() => rm(folder, { recursive: true }));

const check = async (tag: string) =>
  await promisify(execFile)(process.execPath, [program, tag, folder], {
    env: { ...process.env, GITHUB_REPOSITORY: 'vendor/fanout' },
  });

test('a tag that can be released leaves the notes and npm’s tag for the workflow', async () => {
  expect((await check('v1.2.0')).stdout).toBe('1.2.0 can be released, as latest\n');

  expect(await readFile(join(folder, 'dist/release/notes.md'), 'utf8')).toBe('- It.\n');
  expect(await readFile(join(folder, 'dist/release/npm-tag'), 'utf8')).toBe('latest\n');
});

test('any other tag fails, and says why', async () => {
  await expect(check('v1.3.0')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'v1.3.0 cannot be released:\n- package.json has the version 1.2.0, and the tag 1.3.0\n',
    ),
  });
});

test('a repository without a changelog is told so in one line', async () => {
  await rm(join(folder, 'CHANGELOG.md'));

  await expect(check('v1.2.0')).rejects.toMatchObject({
    code: 1,
    stderr: 'v1.2.0 cannot be released:\n- there is no CHANGELOG.md\n',
  });
});
