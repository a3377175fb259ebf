import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { replaceFolder } from '../../../lambdas/bundle/replace-folder.ts';

let root: string;
const folder = () => join(root, 'folder');
const made = () => join(root, 'made');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folders-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(parent: string, files: Record<string, string>) {
  mkdirSync(parent, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(parent, file)), { recursive: true });
    writeFileSync(join(parent, file), text);
  }
}

test('a folder holds just what the other one held, which is gone', () => {
  write(folder(), { 'same.js': '1', 'changed.js': '1', 'web/old.js': '1' });
  write(made(), { 'same.js': '1', 'changed.js': '2', 'web/new.js': '3', 'web/deep/new.js': '4' });
  replaceFolder(folder(), made());

  const files = readdirSync(folder(), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const texts = files.map(
    (one) => `${one.name} ${readFileSync(join(one.parentPath, one.name), 'utf8')}`,
  );
  expect(texts.toSorted()).toEqual(['changed.js 2', 'new.js 3', 'new.js 4', 'same.js 1']);
  expect(readdirSync(root)).toEqual(['folder']);
});

test('a file that is the same is left alone, and another one is a new file', () => {
  write(folder(), { 'same.js': '1', 'changed.js': '1' });
  write(made(), { 'same.js': '1', 'changed.js': '2' });
  const numberOf = (file: string) => statSync(join(folder(), file)).ino;
  const before = [numberOf('same.js'), numberOf('changed.js')];
  replaceFolder(folder(), made());

  expect(numberOf('same.js')).toBe(before[0]);
  expect(numberOf('changed.js')).not.toBe(before[1]);
});
