import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { helpText } from '../../emulator/command-line.ts';
import { DEFAULT_QUOTAS } from '../../emulator/quotas.ts';

const folder = join(import.meta.dirname, '../../emulator');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

/** The first columns of the tables of one section, and their rows. */
function rowsOf(heading: string): string[] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  return text.split('\n').filter((line) => line.startsWith('| '));
}

const optionsIn = (text: string) => text.match(/--[a-z][\w-]*/gu) ?? [];

describe('the emulator’s README', () => {
  test('has the options of --help, and no others', () => {
    const firstColumns = rowsOf('Options').map((row) => row.split(' | ')[0] ?? '');
    const inHelp = helpText.split('\n').flatMap((line) => /^ {2}(--\S+)/u.exec(line)?.[1] ?? []);

    expect(inHelp.length).toBeGreaterThan(10);
    expect(firstColumns.flatMap(optionsIn).toSorted()).toEqual(inHelp.toSorted());
  });

  test('has the quotas with their defaults and options', () => {
    const rows = rowsOf('Quotas');

    for (const [name, value] of Object.entries(DEFAULT_QUOTAS)) {
      const option = `--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
      const row = rows.find((text) => text.includes(`\`${option}\``));
      expect(row?.split('|')[2]?.trim()).toBe(value.toLocaleString('en'));
    }
  });

  test('installs the file that npm pack makes', () => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

    expect(readme).toContain(`./${name}-${version}.tgz`);
  });
});
