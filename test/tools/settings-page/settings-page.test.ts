import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../../../lambdas/settings/read-settings.ts';
import { table } from '../../../lambdas/settings/table/table.ts';
import { stageSchema } from '../../../lib/stage/schema.ts';
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
