import { afterAll, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrand } from '../../local/open-brand.ts';
import { InputError } from '../../terminal/input-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'open-brand-'));
afterAll(() => rmSync(folder, { recursive: true }));

function stageFile(name: string, brand: object): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ brand }));
  return file;
}

test('two local modes have each its own brand, which goes with it', () => {
  const names = ['One', 'Two'];
  const opened = names.map((name) => openBrand(stageFile(name, { name })));
  const shown = opened.map((one) => readFileSync(join(one.folder, 'brand.json'), 'utf8'));
  for (const one of opened) one.close();

  expect(shown).toEqual(names.map((name) => JSON.stringify({ name })));
  expect(opened.map((one) => existsSync(one.folder))).toEqual([false, false]);
});

test('what is wrong with a brand is said in one line', () => {
  const file = stageFile('wrong', { logo: 'none.png' });
  expect(() => openBrand(file)).toThrow(
    new InputError(`--brand ${file}: brand.logo is not a file`),
  );
});
