import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CatalogError } from '../../../../lambdas/registration/catalog-files.ts';
import { sampleEvent } from '../../../../lambdas/registration/catalog.ts';
import { writeCatalog } from '../../../../operate/partner-kit/catalog-site/write-catalog.ts';
import { aDetailType, catalogOf } from '../support/catalog-of.ts';

const stage = {
  partnerName: 'vendor.example',
  entryLimits: { eventIdIn: 'resources' },
  largeEvents: { relay: 'byReference' },
} as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalog-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = (name: string) => readFile(join(folder, name), 'utf8');
const filesIn = async () => (await readdir(folder, { recursive: true })).toSorted();
const texts = async () =>
  await Promise.all((await filesIn()).filter((file) => file.includes('.')).map(read));

describe('writeCatalog', () => {
  it('writes a list, and a page, Markdown and sample files for each type', async () => {
    const written = await writeCatalog(catalogOf([aDetailType()]), folder, stage);

    expect(written).toEqual({ types: 1, samples: 1, problems: [] });
    expect(await filesIn()).toEqual([
      'catalog.md',
      'files.txt',
      'index.html',
      'samples',
      'samples/order.placed-1.json',
      'types',
      'types/order.placed.html',
      'types/order.placed.md',
    ]);
    expect(await read('index.html')).toContain(
      '<a href="types/order.placed.html">order.placed</a>',
    );
    expect(await read('catalog.md')).toContain('- [order.placed](types/order.placed.md)');
  });

  it('shows events in the envelope in which the customer receives them', async () => {
    await writeCatalog(catalogOf([aDetailType()]), folder, stage);

    expect(JSON.parse(await read('samples/order.placed-1.json'))).toEqual({
      ...sampleEvent('vendor.example', 'order.placed', { orderId: 'o-1', total: 3 }),
      resources: ['event/01JD8W3X5Y'],
    });
  });

  it('shows no element of the relay where the stage adds none, and no stub where it sends none', async () => {
    const plain = {
      ...stage,
      entryLimits: { eventIdIn: 'none' },
      largeEvents: { relay: 'no' },
    } as const;
    await writeCatalog(catalogOf([aDetailType()]), folder, plain);

    expect(JSON.parse(await read('samples/order.placed-1.json'))).toMatchObject({ resources: [] });
    expect(await read('types/order.placed.html')).not.toContain('payload_url');
    expect(await read('types/order.placed.md')).not.toContain('payload_url');
  });

  it.each(['html', 'md'])(
    'has members, schema, sample, pattern and stub in the %s',
    async (ending) => {
      await writeCatalog(catalogOf([aDetailType()]), folder, stage);
      const text = (await read(`types/order.placed.${ending}`)).replaceAll('&quot;', '"');

      for (const part of [
        'orderId',
        '"minimum": 0',
        'minimum 0',
        '"prefix": "aws.partner/vendor.example/"',
        '"orderId": "o-1"',
        'payload_sha256',
      ]) {
        expect(text).toContain(part);
      }
    },
  );

  it('keeps the text of numbers that JavaScript cannot hold', async () => {
    const detail = JSON.parse('{"orderId":1}');
    const big = { ...detail, orderId: JSON.rawJSON('12345678901234567890') };
    const type = aDetailType({ samples: [sampleEvent('vendor.example', 'order.placed', big)] });
    await writeCatalog(catalogOf([type]), folder, stage);

    expect(await read('samples/order.placed-1.json')).toContain('"orderId": 12345678901234567890');
  });

  it('escapes every text', async () => {
    const hostile = '</code><script>alert(1)</script>"\'&';
    const type = aDetailType({
      detailType: hostile,
      description: hostile,
      schema: { properties: { [hostile]: { description: hostile, type: hostile } } },
      keptInStub: [hostile],
      samples: [sampleEvent('vendor.example', hostile, { [hostile]: hostile })],
    });
    await writeCatalog(catalogOf([type]), folder, stage);

    for (const file of await filesIn()) {
      if (!file.endsWith('.html')) continue;
      const page = await read(file);
      expect(page).not.toMatch(/<script|<\/code><script/i);
      expect(page).toContain('&lt;script&gt;');
    }
    const markdown = await read('catalog.md');
    expect(markdown).not.toMatch(/(?<!\\)<script/);
  });

  it('is the same each time', async () => {
    const catalog = catalogOf([aDetailType(), aDetailType({ detailType: 'order.paid' })]);
    await writeCatalog(catalog, folder, stage);
    const first = await texts();
    await writeCatalog(catalog, folder, stage);

    expect(await texts()).toEqual(first);
  });

  it('removes what an earlier run wrote of types that are gone, and nothing else', async () => {
    await writeCatalog(catalogOf([aDetailType(), aDetailType({ detailType: 'b' })]), folder, stage);
    await writeFile(join(folder, 'types/notes.md'), 'mine');
    await writeCatalog(catalogOf([aDetailType()]), folder, stage);

    expect(await readdir(join(folder, 'samples'))).toEqual(['order.placed-1.json']);
    expect((await readdir(join(folder, 'types'))).toSorted()).toEqual([
      'notes.md',
      'order.placed.html',
      'order.placed.md',
    ]);
  });

  it('removes nothing outside of its folders, whatever its list says', async () => {
    await writeCatalog(catalogOf([aDetailType()]), folder, stage);
    await writeFile(join(folder, 'mine.md'), 'mine');
    const names = ['types/../mine.md', 'mine.md', '../x.md', '/etc/hosts', 'types/gone.md', ''];
    await writeFile(join(folder, 'files.txt'), names.join('\n'));
    await writeCatalog(catalogOf([aDetailType()]), folder, stage);

    expect(await read('mine.md')).toBe('mine');
    expect((await read('files.txt')).split('\n')).toEqual([
      'types/order.placed.html',
      'types/order.placed.md',
      'samples/order.placed-1.json',
      '',
    ]);
  });

  it('goes on after a type that cannot be read, and says why', async () => {
    const missing = Object.assign(new Error('x'), { code: 'ENOENT' });
    const wrong = new CatalogError('a.json: samples is empty');
    const catalog = catalogOf([aDetailType()], { a: wrong, b: missing });

    expect(await writeCatalog(catalog, folder, stage)).toEqual({
      types: 1,
      samples: 1,
      problems: ['a.json: samples is empty', 'the file of b: no such file'],
    });
    expect(await read('index.html')).not.toContain('types/a.html');
  });

  it('rejects when a file cannot be written', async () => {
    const full = join(folder, 'file');
    await writeFile(full, '');

    await expect(writeCatalog(catalogOf([aDetailType()]), full, stage)).rejects.toThrow(
      /ENOTDIR|EEXIST/,
    );
  });

  it('has one of many types in memory at a time', async () => {
    const types = Array.from({ length: 60 }, (_, index) =>
      aDetailType({ detailType: `type.${index}` }),
    );
    const catalog = catalogOf(types);
    let underWay = 0;
    let most = 0;
    await writeCatalog(
      {
        ...catalog,
        async find(detailType) {
          underWay += 1;
          most = Math.max(most, underWay);
          const found = await catalog.find(detailType);
          underWay -= 1;
          return found;
        },
      },
      folder,
      stage,
    );

    expect(most).toBe(1);
    expect(await readdir(join(folder, 'samples'))).toHaveLength(60);
  });
});
