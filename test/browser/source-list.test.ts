import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { consoleTests, type OpenedConsole } from './support/console-tests.ts';
import { eventually } from './support/eventually.ts';
import { FakeSources } from './support/fake-sources.ts';
import { controlsMissedByTab, hasFocus } from './support/keyboard.ts';
import { findings } from './support/looks.ts';

// The list of a tenant that has ten thousand sources: of every five one waits, one is paused and one
// deleted, and half are in each of two Regions.

const openConsole = consoleTests();
let service: FakeSources;
let opened: OpenedConsole;
let page: Page;

beforeEach(async () => {
  await start(10_000);
});

async function start(count: number): Promise<void> {
  service = new FakeSources(count);
  opened = await openConsole((request) => service.answer(request));
  ({ page } = opened);
}

const rows = () => page.locator('tbody tr');
const heading = (count: string) =>
  page.getByRole('heading', { name: `Partner event sources (${count})`, exact: true });
const state = (name: string) => page.getByRole('link', { name, exact: true });
const hash = async () => new URL(page.url()).hash;
const first = async () => await rows().first().getByRole('link').innerText();

test('the first rows are there after the first answer, and the rest is loaded meanwhile', async () => {
  service.waitsFrom = 300;
  await opened.open('#/sources');
  await heading('300+').waitFor();

  expect(await rows().count()).toBe(50);
  expect(await appears(page.getByText('Loading more: 300 sources so far…'))).toBe(true);
  expect(await appears(state('Active 180'))).toBe(true);
  const refresh = page.getByRole('button', { name: 'Refresh', exact: true });
  const shownAfter = () => refresh.evaluate((one) => getComputedStyle(one, '::after').content);
  expect(await shownAfter()).toContain('…');
  service.goOn();
  await heading('10000').waitFor();

  expect(await shownAfter()).toBe('none');
  expect(await rows().count()).toBe(50);
  expect(service.requests).toHaveLength(100);
  for (const name of ['All 10,000', 'Active 6,000', 'Waiting to be accepted 2,000', 'Paused 2,000'])
    expect(await state(name).count()).toBe(1);
  expect(await page.getByText(/^Loading/).count()).toBe(0);
});

test('a failure in the middle leaves what is there, and trying again goes on from there', async () => {
  opened.watch.forgive(/status of 503/);
  service.problemFrom = 500;
  await opened.open('#/sources');
  const alert = page.getByRole('alert');
  await alert.getByText(/The list has the 500 sources loaded so far/).waitFor();

  expect(await rows().count()).toBe(50);
  service.problemFrom = Number.POSITIVE_INFINITY;
  const before = service.requests.length;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await heading('10000').waitFor();
  expect(service.requests[before]?.query.get('cursor')).toBe('500');
  expect(await alert.count()).toBe(0);
});

test('while nothing is known, the list does not say that nothing matches', async () => {
  opened.watch.forgive(/status of 503/);
  service.problemFrom = 0;
  await opened.open('#/sources?find=repo-00007');
  const alert = page.getByRole('alert');
  await alert.waitFor();

  expect(await page.getByText('No sources match').count()).toBe(0);
  service.problemFrom = Number.POSITIVE_INFINITY;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await heading('1/10000').waitFor();
});

test('a very long generator leaves room for the state on a screen of 1024 px', async () => {
  await start(5);
  const generator = `acme/${'orders-of-a-customer/'.repeat(9)}end`;
  Object.assign(service, { sources: service.sources.map((source) => ({ ...source, generator })) });
  await page.setViewportSize({ width: 1024, height: 800 });
  await opened.open('#/sources');
  await heading('5').waitFor();
  const column = await page.getByRole('columnheader', { name: /^State/ }).boundingBox();

  expect(column?.width).toBeGreaterThan(140);
});

test('the next page begins at its top, with the focus on the table', async () => {
  await opened.close();
  await start(120);
  await opened.open('#/sources');
  const table = page.getByRole('table');
  for (const range of ['51–100 of 120', '101–120 of 120']) {
    await page.getByRole('link', { name: 'Next page' }).press('Enter');
    await page.getByText(range).waitFor();

    expect(await hasFocus(table)).toBe(true);
    expect((await table.boundingBox())?.y).toBeCloseTo(0, 0);
  }
  const field = page.getByLabel('Find sources');
  await field.pressSequentially('repo-0001');
  await heading('10/120').waitFor();
  expect(await hasFocus(field)).toBe(true);
});

test('filters, order and page are in the address, so that reload and back keep them', async () => {
  await opened.open('#/sources');
  await heading('10000').waitFor();
  await state('Waiting to be accepted 2,000').click();
  await page.getByLabel('Region', { exact: true }).selectOption('us-east-1');
  await page.getByRole('button', { name: 'Generator' }).click();
  await page.getByRole('button', { name: 'Generator' }).click();
  await page.getByLabel('Find sources').fill('repo-09');
  await heading('100/10000').waitFor();

  expect(await hash()).toBe(
    '#/sources?find=repo-09&state=pending&region=us-east-1&sort=-generator',
  );
  expect(await first()).toMatch(/^acme\/repo-09991/);
  const sorted = page.getByRole('columnheader', { name: 'Generator' });
  expect(await sorted.getAttribute('aria-sort')).toBe('descending');
  await page.getByRole('link', { name: 'Next page' }).click();
  await eventually(async () => expect(await first()).toMatch(/^acme\/repo-09491/));
  await page.reload();
  await heading('100/10000').waitFor();
  expect(await first()).toMatch(/^acme\/repo-09491/);
  expect(await page.getByLabel('Find sources').inputValue()).toBe('repo-09');

  await rows().first().getByRole('link').click();
  await page.getByRole('heading', { name: 'Details' }).waitFor();
  await page.goBack();
  await heading('100/10000').waitFor();
  expect(await first()).toMatch(/^acme\/repo-09491/);
});

test('a narrow list, which has no column heads, is sorted either way', async () => {
  await page.setViewportSize({ width: 390, height: 900 });
  await opened.open('#/sources?sort=account');
  const order = page.getByLabel('Sort by');
  await heading('10000').waitFor();

  expect(await order.inputValue()).toBe('account');
  await order.selectOption('Generator, descending');
  await eventually(async () => expect(await first()).toMatch(/^acme\/repo-09999/));
  expect(await hash()).toBe('#/sources?sort=-generator');
});

test('a link to a page further on waits until it is loaded', async () => {
  service.waitsFrom = 100;
  await opened.open('#/sources?page=200');
  await page.getByText('Loading more: 100 sources so far…').waitFor();

  expect(await rows().count()).toBe(0);
  service.goOn();
  await page.getByText('9,951–10,000 of 10,000').waitFor();
  expect(await first()).toMatch(/^acme\/repo-09950/);
});

test('the field to search keeps the focus and what was typed while sources arrive', async () => {
  service.waitsFrom = 200;
  await opened.open('#/sources');
  await heading('200+').waitFor();
  const field = page.getByLabel('Find sources');
  await field.pressSequentially('repo-');
  service.goOn();
  await field.pressSequentially('09999');
  await heading('1/10000').waitFor();

  expect(await hasFocus(field)).toBe(true);
  expect(await field.inputValue()).toBe('repo-09999');
});

test('an ARN is taken for the generator that it names', async () => {
  await opened.open('#/sources');
  await page.getByLabel('Filter by generator').fill(` ${service.sources[3]?.arn} `);
  await page.getByRole('button', { name: 'Apply' }).click();

  await page.waitForURL(/#\/sources\?generator=acme%2Frepo-00003$/);
  expect(await page.getByLabel('Filter by generator').inputValue()).toBe('acme/repo-00003');
});

test('what nothing matches can be cleared', async () => {
  await opened.open('#/sources?find=nowhere&state=deleted');
  await page.getByRole('link', { name: 'Clear the filters' }).click();

  expect(await appears(heading('10000'))).toBe(true);
  expect(await page.getByLabel('Find sources').inputValue()).toBe('');
});

test('a source is shown by its generator and its place; its name can be copied', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await opened.open('#/sources');
  await rows().first().waitFor();
  await rows().first().getByRole('button', { name: 'Copy the source name' }).click();
  await rows().first().getByText('Copied').waitFor();

  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe('aws.partner/vendor.test/acme/repo-00000/111122223333');
  await rows().first().getByRole('link').click();
  const title = 'acme/repo-00000 111122223333 · eu-west-1';
  await page.getByRole('heading', { name: title, exact: true }).waitFor();
  expect(await page.title()).toBe(
    'acme/repo-00000 · 111122223333 · eu-west-1 – Partner event sources',
  );
});

test('without a source, the list shows the three steps to the first event', async () => {
  await opened.close();
  await start(0);
  await opened.open('#/sources');
  const steps = page.getByRole('listitem');
  await page.getByText('No sources yet.').waitFor();

  expect(await steps.locator('strong').allInnerTexts()).toEqual([
    'Register an AWS account and Region.',
    'Accept the source in the AWS console.',
    'Make a rule on the event bus.',
  ]);
  const link = steps.first().getByRole('link', { name: 'Register source' });
  expect(await link.getAttribute('href')).toBe('#/register');
  expect(await findings(page, 'first-steps')).toEqual([]);
});

test('axe-core finds nothing, nothing scrolls sideways, and Tab leads to every control', async () => {
  await opened.close();
  await start(120);
  await opened.open('#/sources');
  await heading('120').waitFor();

  expect(await findings(page, 'many-sources')).toEqual([]);
  expect(await controlsMissedByTab(page)).toEqual([]);
});
