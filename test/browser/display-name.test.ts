import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { findings } from './support/looks.ts';
import { screenshot } from './support/screenshot.ts';
import { fillRegistration, register } from './support/vendor-page.ts';
import { startWorld, type Visit, type World } from './support/world.ts';

// A source is named, found and shown by its name, and the name is taken away: each test goes on where the
// one before has ended.

const wish = { generator: 'acme/repo1', account: '111122223333', region: 'us-east-1' };
const other = { ...wish, generator: 'acme/repo2' };
const hostile = '<img src=x onerror=xss()> "Orders" & co';

let world: World;
let visit: Visit;
let page: Page;
let vendor: Locator;

beforeAll(async () => {
  world = await startWorld({ sources: [wish] });
  visit = await world.visit('/#/register', { viewport: { width: 1400, height: 1000 } });
  ({ page } = visit);
  vendor = page.getByRole('region', { name: 'Vendor’s administrator' });
});
afterAll(async () => {
  await visit.end();
  await world.close();
});

const nameField = (of: Page | Locator) => of.getByLabel('Display name (optional)');
const heading = (name: string | RegExp) => vendor.getByRole('heading', { name });

test('a source is registered with a display name, which leads in its heading', async () => {
  await nameField(vendor).fill('  Orders of production ');
  await register(vendor, wish);

  const title = 'Orders of production acme/repo1 · 111122223333 · us-east-1';
  expect(await appears(heading(title))).toBe(true);
  expect(await page.title()).toMatch(/^Orders of production · acme\/repo1 · /);
  await screenshot(page, 'display-name-1-source');
});

test('what is no display name is refused while it is typed', async () => {
  await page.goto(`${world.cloud.consoleUrl}/#/register`);
  await fillRegistration(vendor, other);
  await nameField(vendor).fill('x'.repeat(65));

  const error = 'The display name has more than 64 characters.';
  expect(await appears(vendor.getByText(error))).toBe(true);
  await nameField(vendor).fill('');
  await register(vendor, other);
});

test('a list is searched by display names, and shows the generator below', async () => {
  await page.goto(`${world.cloud.consoleUrl}/#/sources`);
  await heading('Partner event sources (2)').waitFor();
  await vendor.getByRole('searchbox').fill('of PROD');
  await heading(/^Partner event sources \(1/).waitFor();

  const row = vendor.locator('tbody tr');
  const name = 'Orders of production for account 111122223333 in us-east-1';
  expect(await row.getByRole('link', { name, exact: true }).count()).toBe(1);
  expect(await row.getByText('acme/repo1', { exact: true }).count()).toBe(1);
  expect(await findings(page, 'display-name')).toEqual([]);
  await page.setViewportSize({ width: 1400, height: 1000 });
});

test('it is changed in the view of the source, and shown as it was written', async () => {
  await vendor.locator('tbody tr').getByRole('link').click();
  await vendor.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename source' });
  expect(await nameField(dialog).inputValue()).toBe('Orders of production');
  await nameField(dialog).fill(hostile);
  await screenshot(page, 'display-name-3-dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();

  expect(await appears(heading(`${hostile} acme/repo1 · 111122223333 · us-east-1`))).toBe(true);
  const listed = await world.callApi('acme', 'GET', '/sources?generator=acme/repo1');
  expect(listed).toMatchObject({ sources: [{ displayName: hostile }] });
});

test('it is taken away, and the generator leads again', async () => {
  await vendor.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename source' });
  await nameField(dialog).fill(' ');
  await dialog.getByRole('button', { name: 'Save' }).click();

  expect(await appears(heading('acme/repo1 111122223333 · us-east-1'))).toBe(true);
  expect(await appears(vendor.getByText('Display name removed.'))).toBe(true);
});
