import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'jsonc-parser';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const settings = parse(read('tools/api-docs/typedoc.jsonc'));

/** What the comment at the top of a file calls the module. */
function moduleOf(path: string): string | undefined {
  return /^\/\*\*[\s\S]*?@module (\S+)/.exec(read(join('tools/api-docs', path)))?.[1];
}

test('the documentation has what the two packages export, each by the name that code imports it by', () => {
  const { name, exports: exported } = JSON.parse(read('package.json'));
  const entries = Object.keys(exported).filter((key) => !key.endsWith('.json'));
  const { name: emulator } = JSON.parse(read('emulator/package.json'));

  expect(new Set(settings.entryPoints.map(moduleOf))).toEqual(
    new Set([emulator, ...entries.map((key) => `${name}${key.slice(1)}`)]),
  );
});

test('it is not written if a symbol has no comment, or a link leads nowhere', () => {
  expect(settings).toMatchObject({
    treatWarningsAsErrors: true,
    treatValidationWarningsAsErrors: true,
    validation: { notExported: true, invalidLink: true, notDocumented: true },
  });
});
