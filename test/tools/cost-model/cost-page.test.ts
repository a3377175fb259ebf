import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { costPage } from '../../../tools/cost-model/benchmark.ts';
import { withTables } from '../../../tools/cost-model/cost-page.ts';
import { modelTables } from '../../../tools/cost-model/model-tables.ts';

test('docs/cost.md shows what the model says: npm run bench -- fleet', async () => {
  const page = await readFile(costPage, 'utf8');

  expect(await withTables(page, modelTables())).toBe(page);
});

test('a page without the marks is not written to', async () => {
  await expect(withTables('# What it costs', [])).rejects.toThrow('the marks');
});

test('only the text between the marks is replaced', async () => {
  const page = await readFile(costPage, 'utf8');
  const table = { title: 'Few', head: ['What', 'Dollars'], rows: [['one', 1_000]] };
  const changed = await withTables(page, [table]);

  expect(changed).toContain('| one  |   1,000 |');
  expect(changed.split('**')[0]).toBe(page.split('**')[0]);
  expect(changed.split('<!-- to here -->')[1]).toBe(page.split('<!-- to here -->')[1]);
});
