import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { eventually } from './support/eventually.ts';
import { hasFocus } from './support/keyboard.ts';
import { screenshot } from './support/screenshot.ts';
import { badge, register } from './support/vendor-page.ts';
import { startWorld, type Visit, type World } from './support/world.ts';

// What comes after the first acceptance, walked in local mode's page: each test goes on where the one
// before has ended.

const account = '111122223333';
const region = 'us-east-1';
const generator = 'acme/repo1';
const name = `aws.partner/vendor.example.test/${generator}/${account}`;

let world: World;
let visit: Visit;
let page: Page;
let vendor: Locator;
let customer: Locator;
let card: Locator;

beforeAll(async () => {
  world = await startWorld({ sources: [{ generator, account, region }] });
  visit = await world.visit('/', { viewport: { width: 1400, height: 1000 } });
  ({ page } = visit);
  vendor = page.getByRole('region', { name: 'Vendor’s administrator' });
  customer = page.getByRole('region', { name: 'AWS customer' });
  card = customer.getByRole('article', { name: `Source ${name}`, exact: true });
});
afterAll(async () => {
  await visit.end();
  await world.close();
});

test('a customer without sources leads to a registration for its account and Region', async () => {
  await customer.getByRole('link', { name: 'Register one as the vendor' }).click();

  expect(await appears(vendor.getByLabel('Region', { exact: true }))).toBe(true);
  expect(await vendor.getByLabel('AWS account', { exact: true }).inputValue()).toBe(account);
  expect(await vendor.getByLabel('Region', { exact: true }).inputValue()).toBe(region);
  await register(vendor, { generator, account, region });
});

test('a test event to a source that nobody has accepted is reported as dropped', async () => {
  await badge(vendor, 'Waiting to be accepted').waitFor();
  await vendor.getByRole('button', { name: 'Send test event' }).click();

  expect(await appears(vendor.getByText(/The source was not active/))).toBe(true);
  expect(await appears(vendor.getByText(/EventBridge has accepted it\./))).toBe(true);
  expect(await appears(customer.getByText(/No events yet\./))).toBe(true);
  await screenshot(page, 'life-1-dropped');
});

test('the countdown follows the clock of AWS', async () => {
  await page.getByRole('button', { name: '1 day' }).click();

  expect(await appears(vendor.getByText('Expires in 5 days unless accepted'))).toBe(true);
});

test('a customer that deletes the bus is waited for again; the request to accept ends with the acceptance', async () => {
  const registered = vendor.getByText(/^Registered acme\/repo1 .* must accept it/);
  expect(await appears(registered)).toBe(true);
  await card.getByRole('button', { name: 'Associate with event bus' }).click();
  await badge(vendor, 'Active').waitFor();
  await registered.waitFor({ state: 'detached' });
  await card.getByRole('button', { name: 'Delete event bus' }).click();

  expect(await appears(badge(vendor, 'Waiting to be accepted'))).toBe(true);
  expect(await appears(vendor.getByText('Expires in 6 days unless accepted'))).toBe(true);
});

test('a source that nobody accepts in time is shown as deleted, with the reason', async () => {
  await page.getByRole('button', { name: '7 days' }).click();

  expect(await appears(badge(vendor, 'Deleted'))).toBe(true);
  expect(await appears(vendor.getByText('nobody accepted the source in time'))).toBe(true);
  expect(await appears(customer.getByText(/has no partner event sources/))).toBe(true);
  await screenshot(page, 'life-2-gone');
});

test('a deleted source is re-created in one step, and can be accepted', async () => {
  await vendor.getByRole('button', { name: 'Re-create', exact: true }).click();
  await vendor.getByRole('button', { name: `Re-create ${generator}` }).click();
  await badge(vendor, 'Waiting to be accepted').waitFor();
  await eventually(async () =>
    expect(await hasFocus(vendor.getByRole('heading', { name: /^acme\/repo1/ }))).toBe(true),
  );
  const asked = vendor.getByText(/^Re-created acme\/repo1 .* must be accepted again/);
  expect(await appears(asked)).toBe(true);
  await card.getByRole('button', { name: 'Associate with event bus' }).click();

  expect(await appears(badge(vendor, 'Active'))).toBe(true);
  await asked.waitFor({ state: 'detached' });
});

test('the detail types wanted are chosen from the catalogue', async () => {
  await vendor.getByRole('button', { name: 'Edit detail types' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit detail types' });
  await dialog.getByLabel('Only selected types').click();
  await dialog.getByLabel('Find detail types').fill('issues opened');
  await dialog.getByRole('checkbox', { name: /^issues\.opened / }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();

  const chosen = vendor.getByRole('definition').getByRole('link', { name: 'issues.opened' });
  expect(await appears(chosen)).toBe(true);
  expect(await world.callApi('acme', 'GET', `/sources/${name}`)).toMatchObject({
    detailTypes: ['issues.opened'],
  });
});
