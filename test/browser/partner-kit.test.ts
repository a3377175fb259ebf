import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { runPartnerKit } from '../../operate/partner-kit/run-partner-kit.ts';
import { fakeTerminal } from '../operate/support/fake-terminal.ts';
import { launchChromium } from './support/chromium.ts';
import { findings } from './support/looks.ts';

let browser: Browser;
let page: Page;
let folder: string;
const complaints: string[] = [];

const drawArchitecture = () => ({ svg: '<svg/>', png: new Uint8Array() });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partner-kit-'));
  const partner = join(folder, 'partner.json');
  await writeFile(partner, JSON.stringify({ companyName: '<b>Vendor</b> & "Co"' }));
  const args = ['--stage', 'prod', '--out', folder, '--partner', partner];
  await runPartnerKit(args, fakeTerminal().terminal, { drawArchitecture });
  browser = await launchChromium();
  page = await browser.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const open = async (name: string) => {
  await page.goto(pathToFileURL(join(folder, name)).href);
};

describe('axe-core finds nothing, nothing scrolls sideways, and no page complains:', () => {
  test.each([
    'request-for-test-access.html',
    'questionnaire.html',
    'answers.html',
    'catalog/index.html',
    'catalog/types/push.html',
  ])('%s', async (name) => {
    await open(name);

    expect(await findings(page, `partner-kit-${name.replaceAll(/\W+/g, '-')}`)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('the catalogue works from a folder: from the list to a type, to its sample, and back', async () => {
  await open('catalog/index.html');
  await page.getByRole('link', { name: 'push', exact: true }).click();
  expect(await page.title()).toBe('push: events of vendor.example');
  expect(await page.getByRole('table').first().textContent()).toContain('head_commit');
  await page.getByRole('link', { name: 'Sample 1 as a file' }).click();
  const sample = JSON.parse((await page.textContent('body')) ?? '');
  expect(sample).toMatchObject({ 'detail-type': 'push', resources: ['event/01JD8W3X5Y'] });
  await page.goBack();
  await page.getByRole('link', { name: 'All detail types' }).click();
  expect(await page.title()).toBe('Events of vendor.example');
});

test('a page asks for nothing but itself', async () => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await open('questionnaire.html');

  expect(requests).toEqual([page.url()]);
  expect(await page.getByText('<b>Vendor</b> & "Co"').count()).toBeGreaterThan(0);
});
