import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../../../lambdas/settings/read-settings.ts';
import { table } from '../../../lambdas/settings/table/table.ts';
import { stageSchema } from '../../../lib/stage/schema.ts';
import { meaningOf, meanings } from '../../../tools/settings-page/meanings.ts';
import { sections } from '../../../tools/settings-page/own-keys.ts';
import { settingsPage } from '../../../tools/settings-page/settings-page.ts';
import { stageKeysFile, stageKeysModule } from '../../../tools/settings-page/stage-keys.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/settings.md'), 'utf8');

test('docs/settings.md says what the table says: npm run settings writes it', async () => {
  expect(page).toBe(await settingsPage());
});

test('it names every key of a stage and every variable', () => {
  const keys = Object.keys(stageSchema.entries).map((key) => new RegExp(`^\\| \`${key}[.\`]`, 'm'));
  const variables = rowsOf(table).flatMap(({ row: { variable } }) => variable ?? []);

  for (const key of keys) expect(page).toMatch(key);
  for (const variable of variables) expect(page).toContain(`\`${variable}\``);
});

test('the type of a stage’s keys says what schema and table say: npm run settings writes it', async () => {
  const file = join(import.meta.dirname, '../../..', stageKeysFile);
  const text = await stageKeysModule();

  expect(readFileSync(file, 'utf8')).toBe(text);
  const names = rowsOf(table).flatMap(({ row }) => row.stageKey?.split('.').at(-1) ?? []);
  for (const name of names) {
    expect(text).toMatch(new RegExp(`\\*/\\s+readonly ${name}\\??: `));
  }
});

test('every member of that type has a comment, sections too', async () => {
  const lines = (await stageKeysModule()).split('\n');
  const uncommented = lines.filter(
    (line, index) => /^ +readonly /.test(line) && !lines[index - 1]?.endsWith('*/'),
  );

  expect(uncommented).toEqual([]);
});

test('every section of a stage has a sentence, and a new one must get one', () => {
  const keys = sections().map(({ key }) => key);

  expect(keys).toEqual(expect.arrayContaining(['brand', 'brand.colors', 'signIn', 'pollers']));
  expect(() => meaningOf('brand.fonts')).toThrow('does not say what brand.fonts is for');
});

test('no sentence is left over from a key that is gone', () => {
  for (const [key, meaning] of meanings) {
    expect(page).toMatch(new RegExp(`^\\| \`${key}\` .* ${RegExp.escape(meaning)} `, 'm'));
  }
});
