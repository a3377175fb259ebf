import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DescribePartnerEventSourceCommand,
  EventBridgeClient,
  ListPartnerEventSourceAccountsCommand,
} from '@aws-sdk/client-eventbridge';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Locator, Page } from 'playwright-core';
import { demonstrationEvents } from '../../local/demonstration.ts';
import { credentialsOf, partnerAccount } from '../../local/partner.ts';
import { appears } from './support/appears.ts';
import { eventually } from './support/eventually.ts';
import { screenshot } from './support/screenshot.ts';
import {
  badge,
  deleteSource,
  fillRegistration,
  register,
  sourceLink,
} from './support/vendor-page.ts';
import { startWorld, type Visit, type World } from './support/world.ts';

// The list by which an integration is validated before it is published, walked in a browser. The
// tests of a Region follow each other, as the steps of the list do.

const account = '111122223333';
const otherAccount = '444455556666';
const regions = ['us-east-1', 'eu-west-1'] as const;

let world: World;
let webhook: Awaited<ReturnType<typeof aPush>>;
beforeAll(async () => {
  webhook = await aPush();
  const customers = regions.map((region) => ({ generator: 'acme/any', account, region }));
  world = await startWorld({ sources: customers });
});
afterAll(() => world.close());

/** A push as GitHub sends it. */
async function aPush() {
  for await (const { text } of demonstrationEvents()) {
    const { detailType, detail } = JSON.parse(text) as { detailType: string; detail: object };
    const time = '2026-11-21T19:00:00Z';
    if (detailType === 'push') return { detailType, detail, time, resources: ['a', 'ö'] };
  }
  throw new Error('there is no push among the webhooks');
}

describe.each(regions)('the validation list, in %s', (region) => {
  const generator = `acme/${region}/repo1`;
  const name = `aws.partner/vendor.example.test/${generator}/${account}`;
  let visit: Visit;
  let page: Page;
  let vendor: Locator;
  let customer: Locator;
  let partner: EventBridgeClient;

  beforeAll(async () => {
    visit = await world.visit('/', { viewport: { width: 1400, height: 1000 } });
    ({ page } = visit);
    vendor = page.getByRole('region', { name: 'Vendor’s administrator' });
    customer = page.getByRole('region', { name: 'AWS customer' });
    await customer.getByLabel('Account', { exact: true }).selectOption(account);
    await customer.getByLabel('Region', { exact: true }).selectOption(region);
    partner = new EventBridgeClient({
      endpoint: world.cloud.endpoints.eventBridge,
      region,
      credentials: credentialsOf(partnerAccount),
    });
  });
  afterAll(async () => {
    partner.destroy();
    await visit.end();
  });

  /** What AWS reports to the partner about a source. */
  const asPartner = async (source: string) => {
    const accounts = await partner.send(
      new ListPartnerEventSourceAccountsCommand({ EventSourceName: source }),
    );
    return accounts.PartnerEventSourceAccounts?.map(({ Account, State }) => ({ Account, State }));
  };
  /** The names of all sources in the Region. */
  const sourceNames = async () =>
    ((await world.control('sources')) as { name: string; region: string }[])
      .filter((source) => source.region === region)
      .map((source) => source.name);
  const shoot = (step: string) => screenshot(page, `guide-${region}-${step}`);
  const event = () => ({ ...webhook, id: `event-${region}`, generator });

  test('the page lets an administrator register an AWS account', async () => {
    await vendor.getByRole('link', { name: 'Register source' }).first().click();

    expect(await vendor.getByLabel('AWS account').isEditable()).toBe(true);
    await shoot('1-register');
  });

  test('the Region of the destination is chosen there, of those that AWS has', async () => {
    const offered = vendor.getByLabel('Region', { exact: true }).getByRole('option');
    const codes = () =>
      offered.evaluateAll((options) => options.map((option) => option.getAttribute('value')));

    await eventually(async () =>
      expect(await codes()).toEqual(
        expect.arrayContaining([...regions, 'ap-southeast-2', 'sa-east-1']),
      ),
    );
  });

  test('no access to the customer’s account is requested', async () => {
    await fillRegistration(vendor, { generator, account, region });
    const labels = await vendor
      .locator('form')
      .locator('input, select, textarea')
      .evaluateAll((controls) =>
        controls.map((control) => (control as HTMLInputElement).labels?.[0]?.innerText.trim()),
      );
    const request = page.waitForRequest(
      (one) => one.method() === 'POST' && one.url().endsWith('/sources'),
    );
    await vendor.getByRole('button', { name: 'Register', exact: true }).click();

    expect(labels).toEqual([
      'Generator',
      'AWS account',
      'Region',
      'Display name (optional)',
      'All, including types added later',
      'Only selected types',
    ]);
    expect((await request).postDataJSON()).toEqual({
      generator,
      account,
      region,
      detailTypes: null,
    });
    expect(
      await appears(vendor.getByRole('heading', { name: `${generator} ${account} · ${region}` })),
    ).toBe(true);
  });

  test('the source is created for that account in that Region, PENDING', async () => {
    await badge(vendor, 'Waiting to be accepted').waitFor();

    expect(await asPartner(name)).toEqual([{ Account: account, State: 'PENDING' }]);
    expect(await appears(vendor.getByText(/Expires in .* unless accepted/))).toBe(true);
    expect(await appears(customer.getByRole('article', { name: `Source ${name}` }))).toBe(true);
    await shoot('2-pending');
  });

  test.each([
    ['another account', { generator, account: otherAccount }],
    ['another generator', { generator: `acme/${region}/repo2`, account }],
    ['other letters of the same case', { generator: `acme/${region}/Repo1`, account }],
    ['a generator with a space', { generator: `acme/${region}/repo 1`, account }],
    ['a generator that reads like an escape', { generator: `acme/${region}/repo_.201`, account }],
    ['a generator beyond ASCII', { generator: `acme/${region}/repö1`, account }],
  ])('the name is unique in its Region: %s has another one', async (_, wish) => {
    const before = await sourceNames();
    await page.goto(`${world.cloud.consoleUrl}/#/register`);
    await register(vendor, { ...wish, region });
    await badge(vendor, 'Waiting to be accepted').waitFor();
    const after = await sourceNames();

    expect(new Set(after).size).toBe(before.length + 1);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test('the same registration again is no second source', async () => {
    const before = await sourceNames();
    await page.goto(`${world.cloud.consoleUrl}/#/register`);
    await register(vendor, { generator, account, region });
    const text = `${generator} for account ${account} in ${region} is already registered.`;
    await vendor.getByText(`${text} Nothing was changed.`).waitFor();

    expect(await sourceNames()).toEqual(before);
  });

  test('the customer accepts it, and the administrator sees that it is active', async () => {
    const source = customer.getByRole('article', { name: `Source ${name}`, exact: true });
    await source.getByRole('button', { name: 'Associate with event bus' }).click();

    expect(await appears(badge(vendor, 'Active'))).toBe(true);
    expect(await asPartner(name)).toEqual([{ Account: account, State: 'ACTIVE' }]);
    await source.getByText('Add a rule').click();
    await source.getByRole('button', { name: 'Add rule' }).click();
    expect(await appears(source.getByText('all-events').first())).toBe(true);
    await shoot('3-active');
  });

  test('events are received: one of the vendor’s, and a test event', async () => {
    await world.send(event());
    await vendor.getByRole('button', { name: 'Send test event' }).click();
    const arrived = customer.getByRole('listitem').filter({ hasText: 'matched by all-events' });

    expect(await appears(arrived.filter({ hasText: 'push' }))).toBe(true);
    expect(await appears(arrived.filter({ hasText: 'Partner Event Source Test' }))).toBe(true);
    expect(await appears(vendor.getByText(/is queued/))).toBe(true);
    await eventually(async () => expect(await arrived.count()).toBe(2));
    await shoot('4-received');
  });

  test('the events are well formed', async () => {
    const arrived = customer.getByRole('listitem').filter({ hasText: 'push' });
    await arrived.getByText('push').click();
    const shown = JSON.parse(await arrived.getByLabel('Event').innerText());
    const { schema } = (await world.callApi('acme', 'GET', '/detail-types/push')) as {
      schema: object;
    };
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);

    expect(shown).toEqual({
      version: '0',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      source: name,
      'detail-type': 'push',
      time: event().time,
      account,
      region,
      resources: [...event().resources, `event/${event().id}`],
      detail: event().detail,
    });
    expect(ajv.validate(schema, shown.detail) || ajv.errors).toBe(true);
    await shoot('5-well-formed');
  });

  test('it is deleted for the partner and from the list, and the customer’s bus stays', async () => {
    // The page may poll the source while it is being deleted.
    visit.watch.forgive(/status of 404/);
    await deleteSource(vendor, generator);
    const source = customer.getByRole('article', { name: `Source ${name}`, exact: true });

    expect(await appears(source.getByText('Deleted by the partner'))).toBe(true);
    expect(await appears(source.getByRole('button', { name: 'Delete event bus' }))).toBe(true);
    await vendor.getByRole('table').waitFor();
    expect(await sourceLink(vendor, { generator, account, region }).count()).toBe(0);
    await expect(
      partner.send(new DescribePartnerEventSourceCommand({ Name: name })),
    ).rejects.toThrow(/does not exist|not found/i);
    await shoot('6-deleted');
  });

  test('events that come later are dropped', async () => {
    const before = await customer.getByRole('listitem').count();
    await world.send({ ...event(), id: `later-${region}` });
    await world.settled();
    const received = (await world.control('received')) as { event: { source: string } }[];

    expect(received.filter((one) => one.event.source === name)).toHaveLength(2);
    expect(await customer.getByRole('listitem').count()).toBe(before);
  });

  test('the page sent requests only to its own origin', () => {
    const origins = visit.watch.requests.map((request) => new URL(request.url()).origin);
    expect([...new Set(origins)]).toEqual([world.cloud.consoleUrl]);
  });
});
