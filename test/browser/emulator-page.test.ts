import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  EventBridgeClient,
  PutEventsCommand,
  PutPartnerEventsCommand,
  type PutPartnerEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { acceptSource, addRule } from '../emulator/handle/accepted-source.ts';
import { CUSTOMER, PARTNER, rawCall, REGION, SOURCE } from '../emulator/support.ts';
import { appears } from './support/appears.ts';
import { launchChromium } from './support/chromium.ts';
import { eventually } from './support/eventually.ts';
import { controlsMissedByTab, tabTo } from './support/keyboard.ts';
import { findings } from './support/looks.ts';
import { beginVisit, type Visit } from './support/world.ts';

let browser: Browser;
let emulator: Emulator;
let visit: Visit;
let page: Page;
let account: Locator;
let events: Locator;
let card: Locator;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(async () => {
  await visit.end();
  await emulator.close();
});

/** Opens the page. The emulator has the source that tests have made. */
async function open(): Promise<void> {
  visit = await beginVisit(emulator.url, browser, {});
  ({ page } = visit);
  account = page.getByRole('region', { name: 'AWS account' });
  events = page.getByRole('region', { name: 'Events', exact: true });
  card = account.getByRole('article', { name: `Source ${SOURCE}`, exact: true });
}

async function createSource(): Promise<void> {
  await rawCall(emulator, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
}

async function send(...entries: PutPartnerEventsRequestEntry[]): Promise<void> {
  const client = new EventBridgeClient({
    endpoint: emulator.url,
    region: REGION,
    credentials: { accessKeyId: PARTNER, secretAccessKey: 'unused' },
  });
  const Entries = entries.map((entry) => ({
    Source: SOURCE,
    DetailType: 'push',
    Detail: '{}',
    ...entry,
  }));
  await client.send(new PutPartnerEventsCommand({ Entries }));
  client.destroy();
}

const button = (place: Locator, name: string) => place.getByRole('button', { name });

test('by keyboard alone, a customer accepts a source, tests a pattern, adds a rule and sees an event', async () => {
  await createSource();
  await open();
  await tabTo(page, button(card, 'Associate with event bus'));
  await page.keyboard.press('Enter');
  await card.getByText(/^\W Active$/).waitFor();
  await tabTo(page, card.getByText('Add a rule'));
  await page.keyboard.press('Enter');
  await tabTo(page, card.getByText('Test the pattern'));
  await page.keyboard.press('Enter');
  await tabTo(page, button(card, 'Test pattern'));
  await page.keyboard.press('Enter');
  expect(await appears(card.getByText('The pattern matches the event.'))).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('{');
  expect(await card.getByText('The pattern matches').count()).toBe(0);
  await page.keyboard.press('ControlOrMeta+A');
  const other = { ...emptyEvent, source: 'other' };
  await page.keyboard.insertText(JSON.stringify(other));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await appears(card.getByText('The pattern does not match the event.'))).toBe(true);
  await tabTo(page, button(card, 'Add rule'));
  await page.keyboard.press('Enter');
  await card.getByText('all-events', { exact: true }).waitFor();
  await send({ Detail: '{"n":42}' });
  const row = events.getByRole('listitem').filter({ hasText: 'push' });
  await tabTo(page, row.locator('summary'));
  await page.keyboard.press('Enter');

  expect(await appears(row.getByText('matched by all-events'))).toBe(true);
  expect(await row.getByLabel('Event', { exact: true }).innerText()).toContain('"n": 42');
  expect(await controlsMissedByTab(page)).toEqual([]);
});

const emptyEvent = {
  id: '1',
  'detail-type': 'push',
  account: CUSTOMER,
  time: '2026-11-28T19:00:00Z',
  region: REGION,
  resources: [],
  detail: {},
};

test('a bus with rules is deleted, the clock is moved, and the source expires', async () => {
  await acceptSource(emulator);
  await addRule(emulator, '{"source":[{"prefix":""}]}');
  await open();
  await card.getByText('all', { exact: true }).waitFor();
  await button(card, 'Delete event bus').click();
  await card.getByText(/^\W Pending$/).waitFor();
  await button(page.getByRole('group', { name: 'Clock of the emulator' }), '7 days').click();

  expect(await appears(account.getByText(`Account ${CUSTOMER} has no partner`))).toBe(true);
  expect(await account.getByLabel('Command').innerText()).toContain(
    `aws events create-partner-event-source --endpoint-url ${emulator.url}`,
  );
});

test('the events of any client are seen: on the default bus, too, and in every account and Region', async () => {
  await acceptSource(emulator);
  await open();
  await card.waitFor();
  const client = new EventBridgeClient({
    endpoint: emulator.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: '000000000102', secretAccessKey: 'unused' },
  });
  const own = { Source: 'own', DetailType: 'of another account', Detail: '{}' };
  await client.send(new PutEventsCommand({ Entries: [own] }));
  client.destroy();
  await send({});
  await events.getByText('push').waitFor();
  expect(await events.getByText(own.DetailType).count()).toBe(0);
  await events.getByLabel('Events of every account and Region').check();
  expect(await appears(events.getByText(own.DetailType))).toBe(true);
  await account.getByLabel('Account', { exact: true }).selectOption('000000000102');

  expect(await appears(account.getByRole('article', { name: 'Event bus default' }))).toBe(true);
  expect(await account.getByLabel('Region', { exact: true }).inputValue()).toBe('eu-west-1');
});

test('the faults that are on are shown, and can be cleared', async () => {
  emulator.faults({ latencyMs: 5, sourceErrors: [{ source: SOURCE, errorCode: 'E' }] });
  await open();
  await events.getByText('latencyMs: 5').waitFor();
  expect(await appears(events.getByText(/^sourceErrors: .*"errorCode":"E"/))).toBe(true);
  await button(events, 'Clear all faults').click();

  expect(await appears(events.getByText(/^None\./))).toBe(true);
  expect(emulator.faults().latencyMs).toBe(0);
});

test('hostile texts are shown as they are, and run nowhere', async () => {
  const hostile = '<img src=x onerror=xss()>';
  await acceptSource(emulator);
  const pattern = { 'detail-type': [{ 'anything-but': '"><script>xss()</script>' }] };
  await addRule(emulator, JSON.stringify(pattern));
  emulator.faults({ sourceErrors: [{ source: hostile, errorCode: '<svg onload=xss()>' }] });
  await send({ DetailType: hostile, Detail: JSON.stringify({ [hostile]: '</pre>' + hostile }) });
  await open();
  const row = events.getByRole('listitem').filter({ hasText: hostile }).filter({ hasText: 'all' });
  await row.locator('summary').click();

  expect(JSON.parse(await row.getByLabel('Event', { exact: true }).innerText())).toMatchObject({
    'detail-type': hostile,
    detail: { [hostile]: '</pre>' + hostile },
  });
  expect(await appears(card.getByText(JSON.stringify(pattern)))).toBe(true);
});

test('a detail type that turns the direction of writing does not turn what follows', async () => {
  await acceptSource(emulator);
  await send({ DetailType: '\u202Epush' });
  await open();
  const row = events.getByRole('listitem').filter({ hasText: 'push' });
  const type = await row.locator('summary > strong').boundingBox();
  const note = await row.locator('summary > .note').boundingBox();

  expect(note?.x).toBeGreaterThan(type?.x ?? Infinity);
});

test('of thousands of events the newest 200 are shown', async () => {
  await acceptSource(emulator);
  const big = JSON.stringify({ text: 'x'.repeat(10_000) });
  for (let call = 0; call < 100; call += 1) {
    await send(
      ...Array.from({ length: 20 }, (_, at) => ({ DetailType: `${call}-${at}`, Detail: big })),
    );
  }
  await open();
  await events.getByText('99-19', { exact: true }).waitFor();
  await send({ DetailType: 'last' });
  await events.getByText('last', { exact: true }).waitFor();

  await eventually(async () => {
    expect(await events.locator('ol > li').count()).toBe(200);
  });
});

test('an emulator that is gone is said', async () => {
  await open();
  await account.getByText('has no partner event sources').waitFor();
  await emulator.close();

  expect(await appears(page.getByText(/^The emulator is not responding/))).toBe(true);
  visit.watch.forgive(/ERR_CONNECTION_REFUSED/);
});

describe('axe-core finds nothing and nothing scrolls sideways', () => {
  test('in an emulator without sources', async () => {
    await open();
    await account.getByText('has no partner event sources').waitFor();

    expect(await findings(page, 'emulator-empty')).toEqual([]);
  });

  test('in an emulator in use', async () => {
    await acceptSource(emulator);
    await addRule(emulator, '{"source":[{"prefix":"aws.partner/"}]}');
    emulator.faults({ latencyMs: 1, seed: 1 });
    await send({ DetailType: 'x'.repeat(128) });
    await open();
    await card.getByText('Add a rule').click();
    await card.getByText('Test the pattern').click();
    await button(card, 'Test pattern').click();
    await card.getByText('The pattern matches the event.').waitFor();
    await events.locator('ol summary').click();
    await events.getByLabel('Event', { exact: true }).waitFor();

    expect(await findings(page, 'emulator-in-use')).toEqual([]);
  });
});
