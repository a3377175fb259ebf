import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  hashOfSources,
  holdsWhatItRecords,
  keepRecord,
} from '../../../lambdas/bundle/bundle-record.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-record-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function isCurrent(sources = 'sources'): boolean {
  return holdsWhatItRecords(
    join(folder, 'fan-out'),
    join(folder, '.records/fan-out.json'),
    sources,
  );
}

describe('a bundle is current', () => {
  beforeEach(() => {
    write('fan-out/index.mjs', 'bundle');
    write('fan-out/web/index.html', 'page');
    keepRecord(join(folder, 'fan-out'), join(folder, '.records/fan-out.json'), 'sources');
  });

  test('while it is what was recorded, of the same sources', () => {
    expect(isCurrent()).toBe(true);
    expect(readdirSync(join(folder, '.records'))).toEqual(['fan-out.json']);
  });

  test.each<[string, () => void]>([
    ['a file has changed', () => write('fan-out/index.mjs', 'bundlE')],
    ['a file in a folder has changed', () => write('fan-out/web/index.html', '')],
    ['a file is new', () => write('fan-out/new.mjs', '')],
    ['a file is gone', () => rmSync(join(folder, 'fan-out/index.mjs'))],
    ['its folder is gone', () => rmSync(join(folder, 'fan-out'), { recursive: true })],
    ['it has no record', () => rmSync(join(folder, '.records'), { recursive: true })],
    ['its record is half written', () => write('.records/fan-out.json', '{"sources":"sou')],
    ['its record is of another kind', () => write('.records/fan-out.json', '{"of":"sources"}')],
  ])('no longer when %s', (_, change) => {
    change();

    expect(isCurrent()).toBe(false);
  });

  test('not of other sources', () => {
    expect(isCurrent('other sources')).toBe(false);
  });
});

describe('the hash of the sources', () => {
  beforeEach(() => {
    write('lambdas/fan-out/index.ts', 'code');
    write('web/main.ts', 'page');
    write('node_modules/.package-lock.json', '{}');
  });

  test.each<[string, string, string]>([
    ['a source', 'lambdas/fan-out/index.ts', 'codE'],
    ['a new source', 'lambdas/fan-out/new.ts', ''],
    ['the page', 'web/main.ts', ''],
    ['a part of the emulator, which the page shares', 'emulator/page-parts/part.ts', ''],
    ['the compiler’s settings', 'tsconfig.json', '{}'],
    ['what npm has installed', 'node_modules/.package-lock.json', '{"packages":{}}'],
    ['what npm installs', 'package-lock.json', '{}'],
  ])('changes with %s', (_, path, content) => {
    const before = hashOfSources(folder);
    write(path, content);

    expect(hashOfSources(folder)).not.toBe(before);
  });

  test.each([
    'operate/main.ts',
    'catalog/index.json',
    'emulator/dist/index.js',
    'emulator/node_modules/any/index.js',
  ])('stays the same with %s', (path) => {
    const before = hashOfSources(folder);
    write(path, 'anything');

    expect(hashOfSources(folder)).toBe(before);
  });

  test('tells a text in one file from the same text in two', () => {
    write('lambdas/a.ts', 'xy');
    const before = hashOfSources(folder);
    write('lambdas/a.ts', 'x');
    write('lambdas/b.ts', 'y');

    expect(hashOfSources(folder)).not.toBe(before);
  });
});
