import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeCatalogExports } from '../../../lambdas/bundle/catalog-exports.ts';
import { exportForCustomers, fittingText } from '../../../lambdas/bundle/export-for-customers.ts';
import { exportCatalog } from '../../../lambdas/catalog-exports/export-catalog.ts';
import { readExportedCatalog } from '../../../lambdas/catalog-exports/exported-catalog.ts';
import { readCatalog } from '../../../lambdas/registration/catalog.ts';
import { openCatalogExports } from '../../../lambdas/registration/catalog-exports.ts';
import { writeCatalog } from '../../operate/catalog/support/write-catalog.ts';

const partnerName = 'vendor.example.com';
const push = { type: 'object', properties: { ref: { type: 'string' } }, required: ['ref'] };

let folder: string;
let catalog: string;
let made: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-exports-'));
  catalog = join(folder, 'catalog');
  made = join(folder, 'made');
  await writeCatalog(catalog, { push });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const write = () => writeCatalogExports({ catalog, partnerName }, join(folder, 'functions'), made);
function madeAt(): bigint {
  const record = join(folder, `functions/.catalog-exports/.records/${partnerName}.json`);
  return statSync(record, { bigint: true }).mtimeNs;
}
const namesIn = async (of: string) => (await openCatalogExports(of).list()).map(({ name }) => name);

async function textOf(name: string): Promise<string> {
  const content = await openCatalogExports(made).find(name);
  return gunzipSync(content!).toString();
}

const exported = async () =>
  await readExportedCatalog(readCatalog(catalog, partnerName), partnerName);

/** Exports without a process of its own, and returns what cannot be downloaded. */
async function problemsOfExport(): Promise<readonly string[]> {
  await exportForCustomers({ catalog, partnerName, folder });
  return JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8')).problems;
}

test('customers download types, a template and AsyncAPI, each with the partner’s name', async () => {
  write();

  expect(await openCatalogExports(made).list()).toEqual([
    { name: 'events.d.ts', title: 'TypeScript types' },
    { name: 'schema-registry-1.json', title: 'EventBridge schemas (CloudFormation)' },
    { name: 'asyncapi.json', title: 'AsyncAPI' },
  ]);
  expect(await textOf('events.d.ts')).toContain(`aws.partner/${partnerName}/`);
  expect(JSON.parse(await textOf('schema-registry-1.json'))).toMatchObject({
    Resources: { SchemaPush: { Properties: { SchemaName: `${partnerName}@Push` } } },
  });
  expect(JSON.parse(await textOf('asyncapi.json'))).toMatchObject({
    info: { title: `Events of ${partnerName}` },
  });
});

test('they are made again only if the catalogue has changed', async () => {
  write();
  const first = madeAt();
  write();
  expect(madeAt()).toBe(first);

  await writeCatalog(catalog, { push, fork: push });
  write();
  expect(madeAt()).not.toBe(first);
  expect(await textOf('events.d.ts')).toContain('ForkEvent');
});

test.each([
  ['a catalogue', { catalog: undefined, partnerName }],
  ['a partner’s name', { catalog: '.' }],
])('without %s there is nothing to download', async (_, parts) => {
  writeCatalogExports(parts, join(folder, 'functions'), made);

  expect(await openCatalogExports(made).list()).toEqual([]);
});

test('of a catalogue without detail types there is nothing to download', async () => {
  await writeCatalog(catalog, {});

  expect(await problemsOfExport()).toEqual([]);
  expect(await namesIn(folder)).toEqual([]);
});

test('what does not fit its format is left out, and a line says so each time', async () => {
  const description = 'x'.repeat(100_000);
  await writeCatalog(catalog, { push, huge: { ...push, description } });
  const lines: unknown[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(line) > 0);
  write();
  write();

  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain(`${catalog}: not offered for download: huge: `);
  expect((await textOf('schema-registry-1.json')).includes('@Huge')).toBe(false);
  expect((await textOf('asyncapi.json')).includes('"Huge"')).toBe(true);
});

test('what Lambda cannot answer with is not offered, after it was tried without indentation', async () => {
  const { files } = await exportCatalog(await exported(), 'asyncapi');
  const indented = files[0]!.text;
  const bytes = Buffer.byteLength(JSON.stringify(indented));

  expect(fittingText('asyncapi.json', indented, bytes)).toBe(indented);
  expect(fittingText('asyncapi.json', indented, bytes - 1)).toBe(
    JSON.stringify(JSON.parse(indented)),
  );
  expect(fittingText('asyncapi.json', indented, 100)).toBeUndefined();
  expect(fittingText('events.d.ts', indented, bytes - 1)).toBeUndefined();
});

test('a line names a file that is too long', async () => {
  await writeCatalog(catalog, { push: { ...push, description: 'x'.repeat(6_000_000) } });

  expect(await problemsOfExport()).toContainEqual(expect.stringMatching(/^asyncapi\.json: over/));
  expect(await namesIn(folder)).toEqual(['events.d.ts']);
});
