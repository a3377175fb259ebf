import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunction } from '../../../lambdas/bundle/bundle.ts';
import { checkCatalog, writeCatalog } from '../../../lambdas/bundle/catalog-parts.ts';
import { keptMembersFile } from '../../../lambdas/contract/kept-members.ts';
import { CatalogError } from '../../../lambdas/registration/catalog-files.ts';
import { readCatalog } from '../../../lambdas/registration/catalog.ts';

let folder: string;
let catalog: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-parts-'));
  catalog = join(folder, 'catalog');
  const kept = ['orderId'];
  write('index.json', [
    { detailType: 'order.placed', description: 'An order.', file: 'order.json', keptInStub: kept },
  ]);
  write('detail-types/order.json', {
    schema: { type: 'object', properties: { orderId: { type: 'string' } } },
    samples: [{ orderId: '1' }],
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: unknown): void {
  mkdirSync(join(catalog, 'detail-types'), { recursive: true });
  writeFileSync(join(catalog, path), JSON.stringify(content));
}

const made = (name: 'fan-out' | 'registration', of: string | undefined) =>
  bundleFunction(name, { catalog: of, folder: join(folder, 'made') });

describe('a function is put together with', () => {
  test('the members that stubs keep by the vendor’s catalogue', () => {
    const fanOut = made('fan-out', catalog);

    expect(JSON.parse(readFileSync(join(fanOut, keptMembersFile), 'utf8'))).toEqual([
      ['order.placed', ['orderId']],
    ]);
    expect(existsSync(join(fanOut, 'index.mjs'))).toBe(true);
  });

  test('none of them without a catalogue, in a folder of its own', () => {
    const without = made('fan-out', undefined);

    expect(readFileSync(join(without, keptMembersFile), 'utf8')).toBe('[]');
    expect(without).not.toBe(made('fan-out', catalog));
  });
});

test('the API has the vendor’s catalogue, without what no customer reads, or an empty one', () => {
  write('README.md', '');
  const [own, empty] = [join(folder, 'own'), join(folder, 'empty')];
  writeCatalog(catalog, own);
  writeCatalog(undefined, empty);

  expect(readCatalog(own, 'vendor.test').list()).toMatchObject([{ detailType: 'order.placed' }]);
  expect(existsSync(join(own, 'README.md'))).toBe(false);
  expect(readCatalog(empty, 'vendor.test').isEmpty).toBe(true);
});

test.each<[string, () => void, RegExp]>([
  ['there is none', () => rmSync(catalog, { recursive: true }), /index\.json: no such file$/],
  ['its index is wrong', () => write('index.json', [{}]), /index\.json: 0\.detailType is missing$/],
  [
    'a file is not there',
    () => rmSync(join(catalog, 'detail-types/order.json')),
    /order\.json: no such file$/,
  ],
  [
    'a file is wrong',
    () => write('detail-types/order.json', { schema: {} }),
    /samples is missing$/,
  ],
])('a line says what is wrong with a catalogue when %s', (_, spoil, line) => {
  expect(() => checkCatalog(catalog)).not.toThrow();
  spoil();

  expect(() => checkCatalog(catalog)).toThrow(CatalogError);
  expect(() => checkCatalog(catalog)).toThrow(line);
});
