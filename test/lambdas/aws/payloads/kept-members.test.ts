import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptMembersReader } from '../../../../lambdas/aws/payloads/kept-members.ts';
import { writeKeptMembersFile } from '../../../../lambdas/bundle/catalog-parts.ts';
import { readCatalog } from '../../../../lambdas/registration/catalog.ts';

const root = mkdtempSync(join(tmpdir(), 'kept-'));
afterAll(() => rmSync(root, { recursive: true }));

const aFolder = () => mkdtempSync(join(root, 'case-'));

/** The folder of a catalogue whose detail types have a `ref`, and keep these members. */
function aCatalog(kept: Readonly<Record<string, readonly string[] | undefined>>): string {
  const folder = aFolder();
  mkdirSync(join(folder, 'detail-types'));
  const file = { schema: { properties: { ref: {} } }, samples: [{}] };
  writeFileSync(join(folder, 'detail-types/one.json'), JSON.stringify(file));
  const index = Object.entries(kept).map(([detailType, keptInStub]) => ({
    detailType,
    description: 'Something.',
    file: 'one.json',
    ...(keptInStub !== undefined && { keptInStub }),
  }));
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  return folder;
}

test('a function beside which the catalogue’s list is written knows what stubs keep', () => {
  const folder = aFolder();
  writeKeptMembersFile(aCatalog({ push: ['ref'], ping: [], fork: undefined }), folder);
  const keptMembersOf = keptMembersReader(folder);

  expect(keptMembersOf('push')).toEqual(new Set(['ref']));
  for (const detailType of ['ping', 'fork', 'unlisted', 'constructor', '']) {
    expect(keptMembersOf(detailType)).toEqual(new Set());
  }
});

test('a catalogue without detail types keeps nothing', () => {
  const folder = aFolder();
  writeKeptMembersFile(aCatalog({}), folder);

  expect(keptMembersReader(folder)('push')).toEqual(new Set());
});

test('the list is read at the first large event, and once', () => {
  const folder = aFolder();
  const keptMembersOf = keptMembersReader(folder);
  writeKeptMembersFile(aCatalog({ push: ['ref'] }), folder);
  keptMembersOf('ping');
  rmSync(join(folder, 'kept-members.json'));

  expect(keptMembersOf('push')).toEqual(new Set(['ref']));
});

test('what the schema does not have is refused when the file is written', () => {
  const wrong = aCatalog({ push: ['ref', 'number'] });

  expect(() => writeKeptMembersFile(wrong, aFolder())).toThrow(
    `${join(wrong, 'detail-types/one.json')}: schema.properties has no "number"`,
  );
});

test('the demonstration’s catalogue has a list', async () => {
  const catalogFolder = join(import.meta.dirname, '../../../../catalog');
  const folder = aFolder();
  writeKeptMembersFile(catalogFolder, folder);
  const catalog = readCatalog(catalogFolder, 'vendor.test');
  const { keptInStub } = (await catalog.find('push'))!;

  expect(keptMembersReader(folder)('push')).toEqual(new Set(keptInStub));
  expect(keptInStub).not.toEqual([]);
});
