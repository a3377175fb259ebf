import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notificationTypes } from '../../../lambdas/domain/notification.ts';
import { generatedFiles, staleFiles } from '../../../tools/generated/stale-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generated-'));
});
afterAll(() => rm(folder, { recursive: true }));

const aFile = (path: string, text: string) => ({ path, text, script: 'settings' });

test('a file that is missing or contains something else is stale', async () => {
  await writeFile(join(folder, 'right.md'), 'as it must be\n');
  await writeFile(join(folder, 'wrong.md'), 'as it must be\n \n');
  const names = ['right.md', 'wrong.md', 'missing.md'];
  const files = names.map((name) => aFile(name, 'as it must be\n'));

  const stale = await staleFiles(files, folder);

  expect(stale.map(({ path }) => path)).toEqual(['wrong.md', 'missing.md']);
});

const registered = notificationTypes.map((type) => `${type.replaceAll(' ', '')}.json`);

test('every file that a table of this project determines is checked', async () => {
  expect((await generatedFiles()).map(({ path, script }) => [path, script])).toEqual([
    ['.oxlintrc.rooms.json', 'architecture'],
    ['docs/architecture.md', 'architecture'],
    ['docs/settings.md', 'settings'],
    ['lib/stage/stage-keys.ts', 'settings'],
    ...['README.md', ...registered].map((name) => [`docs/notifications/${name}`, 'notifications']),
  ]);
});
