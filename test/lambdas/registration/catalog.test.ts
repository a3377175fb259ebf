import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogError } from '../../../lambdas/registration/catalog-files.ts';
import { readCatalog } from '../../../lambdas/registration/catalog.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'catalog-'));
});
afterAll(() => rm(root, { recursive: true }));

const placed = { detailType: 'Order Placed', description: 'An order.', file: 'order-placed.json' };
const packed = { detailType: 'Order Packed', description: 'A parcel.', file: 'order-packed.json' };
const orderPlaced = { schema: { type: 'object' }, samples: [{ order: 7 }, { order: 8 }] };

/** A folder with these files; what is not a text is written as JSON. */
async function aFolder(index: unknown, files: Record<string, unknown> = {}): Promise<string> {
  const folder = await mkdtemp(join(root, 'case-'));
  await mkdir(join(folder, 'detail-types'));
  const named = Object.entries(files).map(([name, value]) => [`detail-types/${name}`, value]);
  for (const [path, value] of [['index.json', index], ...named] as [string, unknown][]) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const read = (folder: string) => readCatalog(folder, 'vendor.example.test');

describe('the catalogue', () => {
  test('lists its detail types by name, whatever their order in the index', async () => {
    const catalog = read(await aFolder([placed, packed]));

    expect(catalog.isEmpty).toBe(false);
    expect(catalog.list()).toEqual([
      { detailType: 'Order Packed', description: 'A parcel.' },
      { detailType: 'Order Placed', description: 'An order.' },
    ]);
  });

  test('knows its own detail types and nothing else', async () => {
    const catalog = read(await aFolder([placed], { 'other.json': orderPlaced }));
    const asked = ['Order Placed', 'order placed', 'other', '../index', 'constructor', ''];

    expect(asked.filter((detailType) => catalog.has(detailType))).toEqual(['Order Placed']);
    for (const detailType of asked.slice(1)) {
      expect(await catalog.find(detailType)).toBeUndefined();
    }
  });

  test('gives samples in the envelope that a customer’s rule sees', async () => {
    const catalog = read(await aFolder([placed], { 'order-placed.json': orderPlaced }));
    const envelope = {
      version: '0',
      id: '00000000-0000-4000-8000-000000000000',
      'detail-type': 'Order Placed',
      source: 'aws.partner/vendor.example.test/tenant/resource/111122223333',
      account: '111122223333',
      time: '2026-01-01T00:00:00Z',
      region: 'us-east-1',
      resources: [],
    };

    expect(await catalog.find('Order Placed')).toEqual({
      detailType: 'Order Placed',
      description: 'An order.',
      schema: { type: 'object' },
      keptInStub: [],
      samples: [
        { ...envelope, detail: { order: 7 } },
        { ...envelope, detail: { order: 8 } },
      ],
    });
  });

  test('has the members that a stub keeps', async () => {
    const schema = { properties: { ref: {}, number: {} } };
    const entry = { ...placed, keptInStub: ['ref'] };
    const catalog = read(
      await aFolder([entry], { 'order-placed.json': { schema, samples: [{}] } }),
    );

    expect((await catalog.find('Order Placed'))?.keptInStub).toEqual(['ref']);
  });

  test('keeps the digits of a sample’s numbers', async () => {
    const file = '{"schema":{},"samples":[{"id":12345678901234567890}]}';
    const catalog = read(await aFolder([placed], { 'order-placed.json': file }));
    const described = await catalog.find('Order Placed');

    expect(JSON.stringify(described!.samples[0]!.detail)).toBe('{"id":12345678901234567890}');
  });

  test('is empty when the index is', async () => {
    const catalog = read(await aFolder([]));

    expect([catalog.isEmpty, catalog.list()]).toEqual([true, []]);
  });
});

describe('what is wrong is reported in one line with the file', () => {
  test.each([
    ['an object', {}, 'must be an array, not an object'],
    ['no JSON', '[\n{]', /^is not JSON \(SyntaxError: .*\)$/],
    ['an entry that is not an object', [7], '0 must be a JSON object, not a number'],
    ['an array for an entry', [[]], '0 must be a JSON object, not an array'],
    ['no description', [{ ...placed, description: undefined }], '0.description is missing'],
    ['an empty description', [{ ...placed, description: '' }], '0.description is empty'],
    ['a number for a name', [{ ...placed, detailType: 7 }], /^0.detailType must be a string, not/],
    ['a misspelt member', [packed, { ...placed, sample: 1 }], '1.sample is not a known member'],
    ['a long name', [{ ...placed, detailType: 'x'.repeat(129) }], /^0.detailType has over 128/],
    ['a way out', [{ ...placed, file: '../index.json' }], /^0.file must be a file name such as/],
    ['the same twice', [placed, packed, placed], '2 has the detail type of an entry before it'],
    ['a text to keep', [{ ...placed, keptInStub: 'ref' }], /^0.keptInStub must be an array, not/],
    ['a number to keep', [{ ...placed, keptInStub: [7] }], /^0.keptInStub.0 must be a string, not/],
    [
      'a member to keep that stubs have themselves',
      [{ ...placed, keptInStub: ['ref', 'payload_url'] }],
      '0.keptInStub.1 is a name of a stub’s own member',
    ],
    [
      'a member to keep twice',
      [{ ...placed, keptInStub: ['ref', 'ref'] }],
      '0.keptInStub.1 is there twice',
    ],
    [
      'the test event',
      [{ ...placed, detailType: 'Partner Event Source Test' }],
      '0.detailType is kept for test events',
    ],
  ])('an index with %s', async (_, index, problem) => {
    const folder = await aFolder(index);
    const reading = () => read(folder);

    expect(reading).toThrow(CatalogError);
    expect(reading).toThrow(messageOf(join(folder, 'index.json'), problem));
  });

  test.each([
    ['no schema', { samples: [{}] }, 'schema is missing'],
    [
      'a schema that is not an object',
      { schema: [], samples: [{}] },
      /^schema must be a JSON object/,
    ],
    ['no samples', { schema: {} }, 'samples is missing'],
    ['an empty list of samples', { schema: {}, samples: [] }, 'samples is empty'],
    ['a sample that is text', { schema: {}, samples: [{}, 'x'] }, /^samples.1 must be a JSON obj/],
    ['a misspelt member', { ...orderPlaced, example: 1 }, 'example is not a known member'],
  ])('a detail type with %s', async (_, file, problem) => {
    const folder = await aFolder([placed], { 'order-placed.json': file });
    const reading = read(folder).find('Order Placed');
    const path = join(folder, 'detail-types/order-placed.json');

    await expect(reading).rejects.toThrow(CatalogError);
    await expect(read(folder).find('Order Placed')).rejects.toThrow(messageOf(path, problem));
  });

  test.each([
    ['ref', { properties: { number: {} } }],
    ['ref', { properties: [] }],
    ['ref', {}],
    ['constructor', { properties: { ref: {} } }],
  ])('a member %j to keep that is none of the schema %j', async (name, schema) => {
    const index = [{ ...placed, keptInStub: [name] }];
    const folder = await aFolder(index, { 'order-placed.json': { schema, samples: [{}] } });
    const path = join(folder, 'detail-types/order-placed.json');
    const problem = `schema.properties has no "${name}", which keptInStub of the index names`;

    await expect(read(folder).find('Order Placed')).rejects.toThrow(messageOf(path, problem));
  });

  test('a detail type whose file is missing', async () => {
    const catalog = read(await aFolder([placed]));

    await expect(catalog.find('Order Placed')).rejects.toThrow(/^ENOENT: .*order-placed\.json'$/);
  });

  test('a folder without an index', () => {
    expect(() => read(join(root, 'nowhere'))).toThrow(/^ENOENT: .*index\.json'$/);
  });
});

/** Matches one line: the file, and the problem as given. */
function messageOf(file: string, problem: string | RegExp): RegExp {
  const source =
    typeof problem === 'string' ? `${RegExp.escape(problem)}$` : problem.source.slice(1);
  return new RegExp(`^${RegExp.escape(`${file}: `)}${source}`);
}
