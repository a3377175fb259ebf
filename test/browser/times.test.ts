import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anActiveSource } from '../web/support/builders.ts';
import { aReplay } from '../web/support/history-builders.ts';
import { consoleTests, type OpenedConsole } from './support/console-tests.ts';
import { FakeHistory } from './support/fake-history.ts';
import { tabTo } from './support/keyboard.ts';

// The same moments, read and typed in several time zones, at a clock that stands still.

const { region, name } = anActiveSource();
const sourceHash = `#/sources/${region}/${name}`;
const acceptedAt = '2026-11-21T18:54:00Z';

const openConsole = consoleTests();
let service: FakeHistory;
let opened: OpenedConsole;
let page: Page;

async function openIn(timeZone: string, hash: string): Promise<void> {
  service = new FakeHistory();
  const lastAcceptedEvent = { id: 'e1', detailType: 'push', acceptedAt, state: 'ACTIVE' } as const;
  service.source = { ...service.source, lastAcceptedEvent };
  service.replays = [aReplay()];
  opened = await openConsole(
    (request) =>
      request.path === '/sources'
        ? { body: { sources: [service.source], nextCursor: null } }
        : service.answer(request),
    timeZone,
  );
  ({ page } = opened);
  await page.clock.setFixedTime('2026-11-21T19:00:00Z');
  await opened.open(hash);
}

const zones = [
  {
    zone: 'UTC',
    exact: '2026-11-21T18:54:00+00:00 (UTC)',
    registered: '9 Nov 2026, 19:00:00',
    hint: 'Times are in UTC.',
    typed: '2026-11-21T14:00',
  },
  {
    zone: 'Asia/Kolkata',
    exact: /^2026-11-22T00:24:00\+05:30 \(Asia\/(Kolkata|Calcutta)\)$/,
    registered: '10 Nov 2026, 00:30:00',
    hint: /^Times are in Asia\/(Kolkata|Calcutta) \(GMT\+5:30\)\.$/,
    typed: '2026-11-21T19:30',
  },
  {
    zone: 'America/New_York',
    exact: '2026-11-21T13:54:00-05:00 (America/New_York)',
    registered: '9 Nov 2026, 14:00:00',
    hint: 'Times are in America/New_York (GMT-5).',
    typed: '2026-11-21T09:00',
  },
] as const;

describe.each(zones)('in the time zone $zone', ({ zone, exact, registered, hint, typed }) => {
  test('times are shown in it, with the exact one on hover and on focus', async () => {
    await openIn(zone, sourceHash);
    const ago = page.getByText('6 minutes ago', { exact: true });
    await ago.waitFor();

    const title = await ago.getAttribute('title');
    expect(title).toMatch(exact);
    expect(await ago.getAttribute('datetime')).toBe(acceptedAt);
    const shown = page.getByRole('definition').filter({ hasText: registered });
    expect(await shown.count()).toBe(1);
    await tabTo(page, ago);
    const after = await ago.evaluate((element) => getComputedStyle(element, '::after').content);
    expect(after).toContain(title);
  });

  test('a range is typed in it, which the page says, and asked for as it is meant', async () => {
    await openIn(zone, `${sourceHash}?tab=deliveries&range=own`);
    await page.getByText(hint).waitFor();
    await page.getByLabel('From', { exact: true }).fill(typed);
    await page.getByLabel('From', { exact: true }).blur();

    await page.waitForURL(/since=2026-11-21T14%3A00%3A00.000Z/);
    expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe(typed);
    const described = await page
      .getByLabel('From', { exact: true })
      .getAttribute('aria-describedby');
    expect(described).toMatch(/^delivery-zone /);
  });
});

test('in tables, times have the exact one on hover, and Tab leads past them', async () => {
  await openIn('UTC', '#/sources');
  const ago = page.getByText('6 minutes ago', { exact: true });
  await ago.waitFor();
  expect(await ago.getAttribute('title')).toBe('2026-11-21T18:54:00+00:00 (UTC)');
  expect(await page.locator('table .moment[tabindex]').count()).toBe(0);

  await opened.open(`${sourceHash}?tab=deliveries`);
  await page.locator('table .moment').first().waitFor();
  expect(await page.locator('table .moment[tabindex]').count()).toBe(0);
});

test('moments and spans within a sentence have their exact times, too', async () => {
  await openIn('Europe/Berlin', `${sourceHash}?tab=replays`);
  const replay = page.getByRole('article', { name: 'Replay r1' });
  await replay.waitFor();
  const titles = await replay
    .locator('.moment')
    .evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute('title')]));

  const zone = '(Europe/Berlin)';
  expect(titles).toEqual([
    [
      'between 15:00 and 17:00 on 21 Nov 2026',
      `2026-11-21T15:00:00+01:00 ${zone} – 2026-11-21T17:00:00+01:00 ${zone}`,
    ],
    ['21 Nov 2026, 19:00:00', `2026-11-21T19:00:00+01:00 ${zone}`],
    ['21 Nov 2026, 19:10:00', `2026-11-21T19:10:00+01:00 ${zone}`],
  ]);
});
