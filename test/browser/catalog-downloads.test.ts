import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appears } from './support/appears.ts';
import { screenshot } from './support/screenshot.ts';
import { startWorld, type Visit, type World } from './support/world.ts';

// Local mode's page, with the catalogue of the demonstration.

let world: World;
let visit: Visit;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  visit = await world.visit('/#/detail-types');
});
afterEach(() => visit.end());

/** What a click saves: the name, and where the browser has put it. */
async function saved(title: string): Promise<readonly [name: string, file: string]> {
  const saving = visit.page.waitForEvent('download');
  await visit.page.getByRole('button', { name: title, exact: true }).click();
  const download = await saving;
  return [download.suggestedFilename(), await download.path()];
}

const reading = `
import type { CatalogEvent } from './events.d.ts';
export function refOf(event: CatalogEvent): string {
  return event['detail-type'] === 'push' ? event.detail.ref : event.source;
}
`;

test('a click saves types with which a customer’s code compiles', async () => {
  const [name, file] = await saved('TypeScript types');
  await screenshot(visit.page, 'catalog-downloads');
  const folder = mkdtempSync(join(tmpdir(), 'downloaded-'));
  copyFileSync(file, join(folder, name));
  writeFileSync(join(folder, 'reading.ts'), reading);
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--types', ''];

  expect(name).toBe('events.d.ts');
  expect(() =>
    execFileSync(process.execPath, [tsc, ...options, join(folder, 'reading.ts')]),
  ).not.toThrow();
  expect(readFileSync(file, 'utf8').includes('aws.partner/vendor.example.test/')).toBe(true);
  rmSync(folder, { recursive: true });
});

test.each([
  ['EventBridge schemas (CloudFormation), 3 of 3', 'schema-registry-3.json', 'Resources'],
  ['AsyncAPI', 'asyncapi.json', 'asyncapi'],
])('a click on %s saves %s', async (title, expected, member) => {
  const [name, file] = await saved(title);

  expect(name).toBe(expected);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty(member);
});

test('what cannot be downloaded is said, and the next click tries again', async () => {
  const { page } = visit;
  await page.route('**/catalog-exports/*', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: 'AsyncAPI', exact: true }).click();

  expect(await appears(page.getByRole('alert'))).toBe(true);
  const [name] = await saved('AsyncAPI');
  expect(name).toBe('asyncapi.json');
  expect(await page.getByRole('alert').count()).toBe(0);
  visit.watch.forgive(/ERR_FAILED/);
});
