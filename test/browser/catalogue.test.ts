import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { consoleTests, type OpenedConsole } from './support/console-tests.ts';
import { FakeHistory } from './support/fake-history.ts';
import { controlsMissedByTab } from './support/keyboard.ts';
import { findings } from './support/looks.ts';

// A catalogue of three groups of ten detail types, and of two detail types that are alone.

const detailTypes = [
  ...['issues', 'pull_request', 'release'].flatMap((group) =>
    Array.from({ length: 10 }, (_, index) => `${group}.done${index}`),
  ),
  'push',
  'fork.made',
].map((detailType) => ({ detailType, description: `What ${detailType} is.`, href: '/x' }));

const exports = [{ name: 'events.d.ts', title: 'TypeScript types', href: '/x' }];

const openConsole = consoleTests();
let service: FakeHistory;
let opened: OpenedConsole;
let page: Page;

beforeEach(async () => {
  service = new FakeHistory();
  opened = await openConsole((request) =>
    request.path === '/detail-types' ? { body: { detailTypes, exports } } : service.answer(request),
  );
  ({ page } = opened);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const link = (name: string) => page.getByRole('link', { name, exact: true });

test('the catalogue shows its groups with their counts, and what is in one when it is opened', async () => {
  await opened.open('#/detail-types');
  const group = button('issues 10');
  await group.waitFor();

  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
    '▸ issues 10',
    '▸ pull_request 10',
    '▸ release 10',
    '▸ Others 2',
  ]);
  expect(await link('issues.done1').count()).toBe(0);
  await group.click();
  expect(await appears(link('issues.done1'))).toBe(true);
  expect(await group.getAttribute('aria-expanded')).toBe('true');
  expect(await link('push').count()).toBe(0);
  await button('Expand all').click();
  expect(await appears(link('push'))).toBe(true);
  await button('Collapse all').click();
  await link('push').waitFor({ state: 'detached' });
  expect(await link('issues.done1').count()).toBe(0);
});

test('a search opens what it finds, which can be folded again', async () => {
  await opened.open('#/detail-types');
  await button('release 10').waitFor();
  await page.getByLabel('Find detail types').fill('done7');

  expect(await appears(link('release.done7'))).toBe(true);
  await button('release 1').click();
  await link('release.done7').waitFor({ state: 'detached' });
  expect(await link('issues.done7').count()).toBe(1);
});

test('a whole group is chosen at once, and what is chosen is open at first', async () => {
  service.source = { ...service.source, detailTypes: ['issues.done1', 'issues.done2'] };
  await opened.open(`#/sources/${service.source.region}/${service.source.name}`);
  await button('Edit detail types').click();
  const dialog = page.getByRole('dialog');
  const whole = dialog.getByRole('checkbox', { name: 'All of issues', exact: true });
  await whole.waitFor();
  const isMixed = () => whole.evaluate((box) => (box as HTMLInputElement).indeterminate);

  expect(await isMixed()).toBe(true);
  expect(await dialog.getByRole('checkbox', { name: /^issues\.done1 / }).isChecked()).toBe(true);
  expect(await dialog.getByRole('checkbox', { name: /^release\./ }).count()).toBe(0);
  await whole.check();
  expect(await appears(dialog.getByText('10 selected, 32 of 32 found'))).toBe(true);
  expect(await isMixed()).toBe(false);
  await dialog.getByLabel('Find detail types').fill('done9');
  await dialog.getByRole('checkbox', { name: 'All found of release', exact: true }).check();
  await dialog.getByRole('checkbox', { name: 'All found of issues', exact: true }).uncheck();
  expect(await appears(dialog.getByText('10 selected, 3 of 32 found'))).toBe(true);
  expect(await findings(page, 'checklist')).toEqual([]);
});

test('axe-core finds nothing, nothing scrolls sideways, and Tab leads to every control', async () => {
  await opened.open('#/detail-types');
  await button('issues 10').click();

  expect(await findings(page, 'catalogue-groups')).toEqual([]);
  expect(await controlsMissedByTab(page)).toEqual([]);
});
