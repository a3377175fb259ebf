import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from '../../../lambdas/settings/read-settings.ts';
import { table } from '../../../lambdas/settings/table/table.ts';
import { stageSchema } from '../../../lib/stage/schema.ts';
import { settingsPage } from '../../../tools/settings-page/settings-page.ts';

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
