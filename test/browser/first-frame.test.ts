import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { startWorld, type Visit, type World } from './support/world.ts';

// What is done to the page as soon as it is there, before its first frame is drawn, counts too.

let world: World;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  visit = await world.visit();
  ({ page } = visit);
});
afterEach(() => visit.end());

/** Reloads the page, and follows a link, or types into an input, the moment that it is there. */
async function reloadAndUse(selector: string, typed = ''): Promise<void> {
  await page.addInitScript(
    ([wanted, text]) => {
      new MutationObserver((_, observer) => {
        const element = document.querySelector<HTMLElement>(wanted);
        if (element === null) return;
        observer.disconnect();
        if (!(element instanceof HTMLInputElement)) return element.click();
        element.value = text;
        element.dispatchEvent(new Event('input', { bubbles: true }));
      }).observe(document, { childList: true, subtree: true });
    },
    [selector, typed] as const,
  );
  await page.reload();
}

test('a link leads to its view', async () => {
  await reloadAndUse('a[href="#/detail-types"]');

  expect(await appears(page.getByRole('heading', { name: 'Detail types' }))).toBe(true);
});

test('a text that is typed stays', async () => {
  await reloadAndUse('#generator-filter', 'acme/repo1');
  await page.getByRole('button', { name: 'Apply' }).click();

  expect(await appears(page.getByRole('link', { name: 'Clear' }))).toBe(true);
  expect(await page.getByLabel('Filter by generator').inputValue()).toBe('acme/repo1');
});
