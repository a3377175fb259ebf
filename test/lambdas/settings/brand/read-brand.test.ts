import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brandOf, readLogo } from '../../../../lambdas/settings/brand/given-brand.ts';
import { readBrand } from '../../../../lambdas/settings/brand/read-brand.ts';

const folder = mkdtempSync(join(tmpdir(), 'brand-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'brand'));
const logo = join(folder, 'brand/logo.svg');
writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
writeFileSync(join(folder, 'large.png'), new Uint8Array(65_537));
writeFileSync(join(folder, 'wrong.png'), 'text');

function read(brand: unknown) {
  const file = join(folder, 'stage.json');
  writeFileSync(file, JSON.stringify({ partnerDomain: 'vendor.example', brand }));
  return readBrand(file);
}

test('the brand of a stage’s file is read, with its logo beside the file', () => {
  const brand = { name: 'Acme', colors: { accent: '#0055cc' } };
  expect(read({ ...brand, logo: 'brand/logo.svg' })).toEqual({ ...brand, logo });
  expect(read({})).toEqual({});
});

test.each([
  [undefined, 'brand must be a JSON object'],
  ['Acme', 'brand must be an object'],
  [{ name: 1 }, /^brand\.name must be one line of 1 to 64 characters, .*, not 1$/],
  [{ name: '' }, 'brand.name must be one line of 1 to 64 characters'],
  [{ name: 'n'.repeat(65) }, 'brand.name must be one line of 1 to 64 characters'],
  [{ name: 'Acme ' }, /^brand\.name must be .* without white space at its ends, not "Acme "$/],
  [{ colours: {} }, /^brand\.colours is unknown; known are name, logo, colors$/],
  [{ colors: { acent: '#0055cc' } }, /^brand\.colors\.acent is unknown; known are accent, dark/],
  [{ colors: { accent: 'red' } }, /^brand\.colors\.accent must be # and six/],
  [{ colors: { accent: '#ffff00' } }, /^brand\.colors\.accent must be darker: .* 1\.0\d:1/],
  [{ logo: 'brand/none.svg' }, 'brand.logo is not a file'],
  [{ logo: 'brand' }, 'brand.logo must be the path of a .svg or .png file'],
  [{ logo: 'large.png' }, 'brand.logo has 65537 bytes, 65536 are allowed'],
  [{ logo: 'wrong.png' }, 'brand.logo is not a PNG'],
])('%j is refused in one line', (brand, problem) => {
  expect(Object.keys(read(brand))).toEqual(['problem']);
  expect(Object.values(read(brand))[0]).toMatch(problem);
});

test('what is no JSON, or is not there, is refused', () => {
  expect(readBrand(logo)).toEqual({ problem: 'the file must be a JSON object' });
  expect(readBrand(join(folder, 'none.json'))).toEqual({ problem: 'cannot be read' });
});

test('the page is told only what there is', () => {
  const found = readLogo(logo);
  if ('problem' in found) throw new Error(found.problem);

  expect(found.fileName).toMatch(/^logo-[0-9a-f]{8}\.svg$/);
  expect(brandOf({}, undefined)).toEqual({});
  expect(brandOf({ name: 'Acme' }, found)).toEqual({
    name: 'Acme',
    logo: `/assets/${found.fileName}`,
  });
});
