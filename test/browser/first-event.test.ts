import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { hasFocus } from './support/keyboard.ts';
import { startWorld, type RegisteredSource, type Visit, type World } from './support/world.ts';

// The guide to the first event: each test goes on where the one before has ended.

const account = '111122223333';
const region = 'eu-west-1';

let world: World;
let visit: Visit;
let page: Page;
let name: string;
let guide: Locator;

beforeAll(async () => {
  world = await startWorld();
  const wish = { generator: 'acme/repo1', account, region };
  ({ name } = (await world.callApi('acme', 'POST', '/sources', wish)) as RegisteredSource);
  visit = await world.visit(`/#/sources/${region}/${name}`);
  ({ page } = visit);
  guide = page.getByRole('group').filter({ hasText: 'steps done' });
});
afterAll(async () => {
  await visit.end();
  await world.close();
});

const current = () => guide.locator('[aria-current=step]');

test('begins with the acceptance, which it waits for', async () => {
  expect(await appears(guide.getByText('1 of 4 steps done'))).toBe(true);
  expect(await current().innerText()).toMatch(/Current:\s+Accepted/);
});

test('goes on by itself when the customer has accepted, and says what it cannot see', async () => {
  await world.callLocal('POST', `/_local/customers/${account}/${region}/buses`, { name });

  expect(await appears(guide.getByText('2 of 4 steps done'))).toBe(true);
  expect(await current().innerText()).toMatch(/Current:\s+Rule made/);
  expect(await appears(guide.getByText(/Only account 111122223333 can see its rules/))).toBe(true);
});

test('keeps in this browser that a rule is made', async () => {
  await guide.getByLabel('A rule sends the events to a target').check();
  expect(await appears(guide.getByText('3 of 4 steps done'))).toBe(true);
  await page.reload();

  expect(await appears(guide.getByText('3 of 4 steps done'))).toBe(true);
  expect(await current().innerText()).toMatch(/Current:\s+First event received/);
});

test('offers a test event, and shows what has arrived without taking the focus away', async () => {
  const button = guide.getByRole('button', { name: 'Send a test event now' });
  await button.press('Enter');
  expect(await appears(guide.getByRole('status').getByText('4 of 4 steps done'))).toBe(true);
  const check = guide.getByRole('region', { name: 'Check in the account' });

  expect(await check.innerText()).toContain(`/aws/events/${name}`);
  expect(await hasFocus(button)).toBe(true);
  await page.getByLabel('Lambda function').check();
  expect(await check.innerText()).toContain('/aws/lambda/partner-events');
});

test('is folded for who comes after the first event, whatever is known of the rule', async () => {
  await guide.getByLabel('A rule sends the events to a target').uncheck();
  await page.reload();
  await guide.getByText('3 of 4 steps done').waitFor();
  const check = guide.getByRole('region', { name: 'Check in the account' });

  expect(await check.isVisible()).toBe(false);
  await guide.getByText('3 of 4 steps done').click();
  expect(await check.isVisible()).toBe(true);
});

test('an ARN fills in what it names: account and Region, and the generator if it is of a source', async () => {
  await page.goto(`${world.cloud.consoleUrl}/#/register`);
  const vendor = page.getByRole('region', { name: 'Vendor’s administrator' });
  const typed = vendor.getByLabel('AWS account', { exact: true });
  const regions = vendor.getByLabel('Region', { exact: true });
  await regions.waitFor();
  await typed.fill(`arn:aws:sqs:${region}:${account}:orders`);

  expect(await typed.inputValue()).toBe(account);
  expect(await regions.inputValue()).toBe(region);
  const generator = vendor.getByLabel('Generator', { exact: true });
  await generator.fill(`arn:aws:events:us-east-1::event-source/${name}`);
  expect(await generator.inputValue()).toBe('acme/repo1');
  expect(await regions.inputValue()).toBe('us-east-1');
});
