import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { writeBrand } from '../../lambdas/bundle/write-brand.ts';
import { appears } from './support/appears.ts';
import { findings } from './support/looks.ts';
import { signIn, startSignInWorld, type SignInWorld } from './support/sign-in-world.ts';
import type { Visit } from './support/world.ts';

// The deployed page of a vendor with a name, a logo and a colour of its own, before and after the sign-in.

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">
  <style>.mark { fill: #8a2be2 }</style>
  <circle class="mark" cx="20" cy="20" r="18"/><path style="fill:#8a2be2" d="M50 8h60v24H50z"/>
</svg>`;

let folder: string;
let world: SignInWorld;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brand-'));
  writeFileSync(join(folder, 'logo.svg'), logo);
  const brandFolder = join(folder, 'brand');
  const colors = { accent: '#6a1b9a' };
  writeBrand({ name: 'Acme Cloud', logo: join(folder, 'logo.svg'), colors }, brandFolder);
  world = await startSignInWorld({ brandFolder });
  visit = await world.visit();
  ({ page } = visit);
});
afterAll(async () => {
  await visit.end();
  await world.close();
  rmSync(folder, { recursive: true });
});

const backgroundOf = async (name: string) =>
  await page
    .getByRole(name === 'Sign in' ? 'button' : 'link', { name, exact: true })
    .first()
    .evaluate((button) => getComputedStyle(button).backgroundColor);

test('the page before the sign-in has the vendor’s name, logo and colour', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Sign in' }).waitFor();

  expect(await page.getByRole('heading').innerText()).toBe('Acme Cloud event sources');
  expect(await appears(page.getByText('Relay your Acme Cloud events to AWS accounts'))).toBe(true);
  expect(await page.title()).toBe('Acme Cloud event sources');
  expect(await backgroundOf('Sign in')).toBe('rgb(106, 27, 154)');
  const image = page.locator('header img');
  expect(await image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
  expect(await findings(page, 'brand-sign-in')).toEqual([]);
});

test('so has the console, in every look', async () => {
  await signIn(page, 'ann@acme');
  await page.getByRole('heading', { name: /^Partner event sources/ }).waitFor();

  expect(await page.title()).toBe('Partner event sources – Acme Cloud event sources');
  expect(await findings(page, 'brand-console')).toEqual([]);
});
