import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildLocalPage, buildPage } from '../../web/bundle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  buildPage(join(folder, 'page'));
  buildLocalPage(join(folder, 'local'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ['page', '/assets/'],
  ['local', '/_local/assets/'],
])('the bundle of the %s page', (name, base) => {
  const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
  const assets = () => readdirSync(join(folder, name, 'assets'));

  test('refers to its assets, each with a hash in its name', () => {
    const referred = [...read('index.html').matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, address]) => address,
    );
    const scripts = assets().filter((file) => file.endsWith('.js'));
    const texts = scripts.map((file) => read(`assets/${file}`)).join('');
    expect(assets().map((file) => base + file)).toEqual(expect.arrayContaining(referred));
    for (const file of assets())
      expect(referred.includes(base + file) || texts.includes(`"./${file}"`)).toBe(true);
    for (const file of assets()) expect(file).toMatch(/^\w+-[A-Z0-9]{8}\.(js|css|svg)$/);
  });

  test('has nothing that the content security policy forbids', () => {
    expect(read('index.html')).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/);
    for (const script of assets().filter((file) => file.endsWith('.js')))
      expect(read(`assets/${script}`)).not.toMatch(/\beval\(|new Function\b|document\.write/);
  });

  test('loads nothing from elsewhere', () => {
    const style = assets().find((file) => file.endsWith('.css'))!;
    expect(read(`assets/${style}`)).not.toMatch(/url\(|@import/);
  });
});

test('an earlier build is removed', () => {
  const page = join(folder, 'twice');
  buildLocalPage(page);
  buildPage(page);
  expect(new Set(readdirSync(join(page, 'assets')))).toEqual(
    new Set(readdirSync(join(folder, 'page', 'assets'))),
  );
});

test('the deployed page is below 60 kB in all, compressed', () => {
  const read = (file: string) => readFileSync(join(folder, 'page', file));
  const files = readdirSync(join(folder, 'page', 'assets')).map((file) => `assets/${file}`);
  const bytes = ['index.html', ...files].map((file) => gzipSync(read(file)).length);

  expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(60_000);
});
