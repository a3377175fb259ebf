import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { consoleTests, type OpenedConsole } from './support/console-tests.ts';
import { eventually } from './support/eventually.ts';
import { FakeHistory, type FakeAnswer, type FakeRequest } from './support/fake-history.ts';
import { hasFocus } from './support/keyboard.ts';
import { fillRegistration } from './support/vendor-page.ts';

// Notifications are about what was done in a view: they leave with it.

const wish = { generator: 'acme/repo1', account: '111122223333', region: 'eu-west-1' };
const name = `aws.partner/vendor.test/${wish.generator}/${wish.account}`;
const sourceHash = `#/sources/${wish.region}/${name}`;

const openConsole = consoleTests();
let service: FakeHistory;
let opened: OpenedConsole;
let page: Page;
/** What pausing waits for. */
let pausing: Promise<FakeAnswer> | undefined;

beforeEach(async () => {
  service = new FakeHistory();
  pausing = undefined;
  opened = await openConsole(answer);
  ({ page } = opened);
});

function answer(request: FakeRequest): FakeAnswer | Promise<FakeAnswer> {
  const { method, path } = request;
  if (path === '/regions') return { body: { regions: [{ region: 'eu-west-1', name: 'Ireland' }] } };
  if (path.endsWith('/pause') && pausing !== undefined) return pausing;
  if (path !== '/sources') return method === 'DELETE' ? { status: 204 } : service.answer(request);
  if (method === 'POST') return { status: 201, body: service.source };
  return { body: { sources: [service.source], nextCursor: null } };
}

const button = (text: string) => page.getByRole('button', { name: text, exact: true });
const go = (text: string) => page.getByRole('link', { name: text, exact: true }).click();
const status = (text: RegExp) => page.getByRole('status').filter({ hasText: text });

test('that something is registered is shown in the next view, and only there', async () => {
  await opened.open('#/register');
  await fillRegistration(page, wish);
  await button('Register').click();
  await page.getByRole('heading', { name: 'Details' }).waitFor();

  const registered = status(/^Registered acme\/repo1 for account 111122223333 in eu-west-1\./);
  expect(await appears(registered)).toBe(true);
  await go('Deliveries');
  await page.getByLabel('Outcome', { exact: true }).waitFor();
  expect(await registered.count()).toBe(0);
});

test('what was done in a view leaves with it', async () => {
  await opened.open(sourceHash);
  await button('Pause').click();
  await button('Pause acme/repo1').click();
  const paused = status(/^Paused acme\/repo1/);
  await paused.waitFor();
  await page.getByRole('link', { name: 'Partner event sources' }).first().click();
  await page.getByRole('table').waitFor();

  expect(await paused.count()).toBe(0);
});

test('that a source is deleted is shown in the list, until it is dismissed', async () => {
  await opened.open(sourceHash);
  await button('Delete').click();
  await page.getByLabel('To confirm').fill('acme/repo1');
  await button('Delete this source').click();
  await page.getByRole('table').waitFor();
  const deleted = status(/^Deleted acme\/repo1/);

  expect(await appears(deleted)).toBe(true);
  await button('Dismiss this notification').click();
  await deleted.waitFor({ state: 'detached' });
  const heading = page.getByRole('heading', { name: /^Partner event sources/ });
  await eventually(async () => expect(await hasFocus(heading)).toBe(true));
});

test('what fails after its view was left is announced at once', async () => {
  opened.watch.forgive(/status of 503/);
  const late = Promise.withResolvers<FakeAnswer>();
  pausing = late.promise;
  await opened.open(sourceHash);
  await button('Pause').click();
  await button('Pause acme/repo1').click();
  await opened.open('#/detail-types');
  await page.getByRole('heading', { name: /^Detail types/ }).waitFor();
  late.resolve({ status: 503, body: { title: 'The service is unavailable', code: 'x' } });

  const alert = page.getByRole('alert').filter({ hasText: /failed: The service is unavailable\./ });
  expect(await appears(alert)).toBe(true);
});
