import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { eventually } from './support/eventually.ts';
import { controlsMissedByTab, focusStop, hasFocus, tabTo } from './support/keyboard.ts';
import { screenshot } from './support/screenshot.ts';
import { startSignInWorld, type SignInWorld } from './support/sign-in-world.ts';
import { badge, sourceLink } from './support/vendor-page.ts';
import type { RegisteredSource, Visit } from './support/world.ts';

const account = '111122223333';
const region = 'eu-west-1';

let world: SignInWorld;
let source: RegisteredSource;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  world = await startSignInWorld();

  source = (await world.callApi('acme', 'POST', '/sources', registration)) as RegisteredSource;
});
afterAll(() => world.close());
beforeEach(async () => {
  visit = await world.visitAs('ann@acme');
  ({ page } = visit);
});
afterEach(() => visit.end());

async function expectFocusOn(target: Locator): Promise<void> {
  await eventually(async () => {
    if (!(await hasFocus(target)))
      throw new Error(`the focus is on ${(await focusStop(page))?.html}`);
  });
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const registration = { generator: 'acme/repo1', account, region };
const viewHeading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const press = (key: string) => page.keyboard.press(key);

async function goToSource(): Promise<void> {
  await page.goto(`${world.cloud.consoleUrl}/#/sources/${region}/${source.name}`);
  await badge(page, 'Waiting to be accepted').waitFor();
}

test('a source is registered and deleted by keyboard alone, and the focus is always where one looks', async () => {
  const generator = 'acme/keyboard';
  const name = `aws.partner/vendor.example.test/${generator}/${account}`;
  await tabTo(page, page.getByRole('link', { name: 'Register source' }).first());
  await press('Enter');
  await expectFocusOn(viewHeading('Register a partner event source'));
  await tabTo(page, page.getByLabel('Generator', { exact: true }));
  await page.keyboard.type(generator);
  await press('Tab');
  await page.keyboard.type('1111 2222 3333');
  const regions = page.getByLabel('Region', { exact: true });
  await tabTo(page, regions);
  for (let step = 0; step < 60 && (await regions.inputValue()) !== region; step += 1) {
    await press('ArrowDown');
  }
  await tabTo(page, button('Register'));
  await screenshot(page, 'keyboard-1-register');
  await press('Enter');
  await expectFocusOn(viewHeading(`${generator} ${account} · ${region}`));

  await tabTo(page, button('Delete'));
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  expect(await focusStop(page)).toMatchObject({ isInDialog: true });
  await expectFocusOn(button('Cancel'));
  await tabTo(page, page.getByLabel(/^To confirm, type/));
  await page.keyboard.type('acme/keyboard');
  await tabTo(page, button('Delete this source'));
  await screenshot(page, 'keyboard-2-delete');
  await press('Enter');
  await expectFocusOn(viewHeading(/^Partner event sources/));

  expect(
    await appears(page.getByText(`Deleted ${generator} for account ${account} in ${region}.`)),
  ).toBe(true);
  await expect(world.callApi('acme', 'GET', `/sources/${name}`)).rejects.toThrow('answered 404');
});

test('a form that cannot be sent has the focus on the first field that is wrong', async () => {
  await page.goto(`${world.cloud.consoleUrl}/#/register?generator=acme/repo2`);
  await tabTo(page, button('Register'));
  await press('Enter');

  await expectFocusOn(page.getByLabel('AWS account', { exact: true }));
  expect(await page.getByLabel('AWS account').getAttribute('aria-invalid')).toBe('true');
});

describe.each(['Delete', 'Edit detail types', 'Pause', 'Skip backlog'])(
  'the dialog of the button %s',
  (name) => {
    test('is in the middle, keeps the focus inside, closes by Escape, and gives the focus back', async () => {
      await goToSource();
      await tabTo(page, button(name));
      await press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      const { y, height } = (await dialog.boundingBox()) ?? { y: 0, height: 0 };
      expect(y + height / 2).toBeCloseTo((page.viewportSize()?.height ?? 0) / 2, 0);
      const stops = [];
      for (let step = 0; step < 20; step += 1) {
        await press(step < 10 ? 'Tab' : 'Shift+Tab');
        stops.push(await focusStop(page));
      }
      await press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      // Between its last and its first control the browser's own interface has its turn.
      const outside = stops.filter((stop) => stop !== undefined && !stop.isInDialog);
      expect(outside).toEqual([]);
      expect(await hasFocus(button(name))).toBe(true);
    });
  },
);

test('the arrow keys lead from one way of setting up to the next', async () => {
  await goToSource();
  const tab = (name: string) => page.getByRole('tab', { name });
  await tabTo(page, tab('AWS console'));
  await press('ArrowRight');
  await press('ArrowRight');
  await expectFocusOn(tab('AWS CDK'));
  expect(await appears(page.getByRole('tabpanel', { name: 'AWS CDK' }))).toBe(true);
  await press('End');
  await press('ArrowRight');
  await expectFocusOn(tab('AWS console'));
});

describe('Tab leads to every control', () => {
  const views: Record<string, readonly [hash: () => string, loaded: () => Locator]> = {
    'of the list': [() => '#/sources', () => sourceLink(page, registration)],
    'of the registration': [() => '#/register', () => page.getByLabel('Region', { exact: true })],
    'of a source': [
      () => `#/sources/${region}/${source.name}`,
      () => page.getByRole('tabpanel', { name: 'AWS console' }),
    ],
    'of a detail type': [
      () => '#/detail-types/push',
      () => page.getByRole('region', { name: 'JSON Schema of the stub' }),
    ],
  };
  test.each(Object.entries(views))('%s', async (_, [hash, loaded]) => {
    await page.goto(`${world.cloud.consoleUrl}/${hash()}`);
    await loaded().waitFor();

    expect(await controlsMissedByTab(page)).toEqual([]);
  });
});

test('going back leads to the view before, with its heading focused', async () => {
  await sourceLink(page, registration).click();
  await expectFocusOn(viewHeading(/^acme\/repo1 /));
  await page.goBack();
  await expectFocusOn(viewHeading(/^Partner event sources/));
  expect(await page.title()).toMatch(/^Partner event sources/);
});
