import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { eventually } from './support/eventually.ts';
import { screenshot } from './support/screenshot.ts';
import { startWorld, type RegisteredSource, type Visit, type World } from './support/world.ts';

// What becomes of events, walked in local mode's page, in two Regions: each test goes on where the one
// before has ended.

jest.setTimeout(120_000);

const account = '111122223333';
const patience = { timeout: 60_000 };

let world: World;
let visit: Visit;
let page: Page;
let vendor: Locator;

beforeAll(async () => {
  world = await startWorld();
  visit = await world.visit('/', { viewport: { width: 1500, height: 1000 } });
  ({ page } = visit);
  // The customer's pane asks for the rules of a bus that a test has deleted.
  visit.watch.forgive(/ 400 .*\/rules\?bus=/);
  vendor = page.getByRole('region', { name: 'Vendor’s administrator' });
});
afterAll(async () => {
  await visit.end();
  await world.close();
});

const button = (name: string | RegExp) => vendor.getByRole('button', { name, exact: true });
const tab = (name: string) =>
  vendor.getByRole('navigation', { name: 'Source' }).getByRole('link', { name }).click();
/** Every tab of a source shows its state. */
const stateIs = (words: string) => vendor.getByText(new RegExp(`^\\W ${words}$`)).waitFor();
const missedBanner = () => vendor.getByRole('region', { name: 'Missed events' });
const rowOf = (event: string, outcome: string) =>
  vendor
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: event, exact: true }) })
    .filter({ hasText: outcome });

describe.each(['us-east-1', 'eu-west-1'])('a source in %s', (region) => {
  const generator = `acme/history-${region}`;
  const customerPath = `/_local/customers/${account}/${region}`;
  let name: string;
  let sentMinute: number;

  beforeAll(async () => {
    const wish = { generator, account, region };
    const source = (await world.callApi('acme', 'POST', '/sources', wish)) as RegisteredSource;
    ({ name } = source);
    await accept();
    const rule = { bus: name, name: 'all', eventPattern: '{"account":[{"exists":true}]}' };
    await world.callLocal('POST', `${customerPath}/rules`, rule);
    // Old enough for a replay when the last test needs them.
    for (let index = 0; index < 30; index += 1) await send(`many-${index}`);
    await page.goto(`${world.cloud.consoleUrl}/#/sources/${region}/${name}`);
    await stateIs('Active');
    sentMinute = minuteNow();
  });

  const accept = () => world.callLocal('POST', `${customerPath}/buses`, { name });
  const send = (id: string, amount = '1') =>
    world.send({ id, generator, detailType: 'push', detail: { id, amount: Number(amount) } });
  /** The resources of the events that the customer received. */
  const received = async (): Promise<readonly string[]> => {
    const answer = (await world.callLocal('GET', `${customerPath}/events?after=0`)) as {
      readonly events: readonly { readonly event: { readonly resources: readonly string[] } }[];
    };
    return answer.events.flatMap(({ event }) => event.resources);
  };
  /** The events of the history that a query finds. */
  const listed = async (query: string): Promise<readonly string[]> => {
    const path = `/sources/${name}/deliveries?region=${region}${query}`;
    const answer = (await world.callApi('acme', 'GET', path)) as {
      readonly deliveries: readonly { readonly event: string }[];
    };
    return answer.deliveries.map(({ event }) => event);
  };
  /** Sends events, one after the other, until one has this outcome; returns its id. */
  async function sendUntil(outcome: string, prefix: string): Promise<string> {
    for (let count = 1; count <= 10; count += 1) {
      const id = `${prefix}-${count}`;
      await send(id);
      await eventually(
        async () => expect(await listed(`&event=${id}`)).toContain(id),
        patience.timeout,
      );
      if ((await listed(`&event=${id}&outcome=${outcome}`)).includes(id)) return id;
    }
    throw new Error(`no event became ${outcome}`);
  }

  test('a delivered event is shown with its contents, as they were written', async () => {
    await send('e1', '300');
    await tab('Deliveries');
    await rowOf('e1', 'Accepted').waitFor(patience);
    await vendor.getByRole('link', { name: 'e1', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Event e1' });

    expect(await appears(drawer.getByText('"amount": 300'))).toBe(true);
    expect(await appears(drawer.getByText(/search the log of the rule for it/))).toBe(true);
    expect(await received()).toContain('event/e1');
    await screenshot(page, `history-1-delivered-${region}`);
    await page.keyboard.press('Escape');
  });

  test('a failed event is shown with the reason, and is sent again', async () => {
    const errors = [{ source: name, errorCode: 'MalformedDetail', errorMessage: 'not an object' }];
    await world.control('faults', { sourceErrors: errors });
    await send('e2');
    await rowOf('e2', 'Failed').waitFor(patience);
    await world.control('faults', { sourceErrors: [] });
    await vendor.getByRole('link', { name: 'e2', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Event e2' });
    expect(await appears(drawer.getByText(/does not accept the event as it is/))).toBe(true);
    await drawer.getByRole('button', { name: 'Send again' }).click();

    await drawer.getByText('Sent: EventBridge accepted the event.').waitFor(patience);
    expect(await received()).toContainEqual(expect.stringMatching(/^replay\/[^/]+\/event\/e2$/));
    await screenshot(page, `history-2-failed-${region}`);
    await page.keyboard.press('Escape');
  });

  test('what a paused source does not get is sent when it is resumed', async () => {
    await button('Pause').click();
    await button(`Pause ${generator}`).click();
    await stateIs('Paused');
    const held = await sendUntil('held', 'paused');
    expect(await received()).not.toContain(`event/${held}`);
    await missedBanner().waitFor();
    await button('Resume').click();
    await screenshot(page, `history-3-resume-${region}`);
    await button(`Resume ${generator}`).click();

    const again = new RegExp(`^replay/[^/]+/event/${held}$`);
    await eventually(
      async () => expect(await received()).toContainEqual(expect.stringMatching(again)),
      patience.timeout,
    );
    await missedBanner().waitFor({ state: 'detached', ...patience });
  });

  test('or is left, if that is wanted', async () => {
    await button('Pause').click();
    await button(`Pause ${generator}`).click();
    await stateIs('Paused');
    const held = await sendUntil('held', 'left');
    await button('Resume').click();
    await page.getByLabel(/^Leave it/).check();
    await button(`Resume ${generator}`).click();
    await button('Pause').waitFor();
    await sendUntil('accepted', 'after');

    expect((await received()).filter((resource) => resource.endsWith(`event/${held}`))).toEqual([]);
  });

  test('what was missed while nobody listened is told, and sent again', async () => {
    await world.callLocal('DELETE', `${customerPath}/buses?${new URLSearchParams({ name })}`);
    await stateIs('Waiting to be accepted');
    const missed = await sendUntil('acceptedUnheard', 'missed');
    await rowOf(missed, 'Accepted while nobody listened').waitFor(patience);
    await accept();
    await stateIs('Active');
    const banner = missedBanner();
    await banner.getByText(/not received/).waitFor(patience);
    await screenshot(page, `history-4-missed-${region}`);
    await banner.getByRole('button', { name: 'Send them again' }).click();
    await banner.waitFor({ state: 'detached', ...patience });

    expect(await received()).toContainEqual(
      expect.stringMatching(`^replay/[^/]+/event/${missed}$`),
    );
  });

  test('a range is planned and sent again, and cancelled before its end', async () => {
    // The form offers the day until the last whole minute.
    await eventually(() => expect(minuteNow()).toBeGreaterThan(sentMinute), patience.timeout);
    await tab('Replays');
    await vendor.getByLabel(/^Accepted:/).check();
    await vendor.getByLabel('Events a second, at most').fill('1');
    await button('Plan').click();
    await button('Start replay').click();
    await vendor.getByRole('progressbar').waitFor(patience);
    await screenshot(page, `history-5-replay-${region}`);
    await button(/^Cancel replay /).click();

    await vendor.getByText('Cancelled.').waitFor(patience);
  });
});

/** The last whole minute, in minutes since the epoch. */
function minuteNow(): number {
  return Math.floor(Date.now() / 60_000);
}
