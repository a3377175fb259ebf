import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { appears } from './support/appears.ts';
import { retireSource } from './support/retire-source.ts';
import { badge, register, selectTab, sourceLink } from './support/vendor-page.ts';
import { startWorld, type RegisteredSource, type Visit, type World } from './support/world.ts';

// Whoever chooses a text that others see must not be able to run anything there. What would run calls
// `xss`, which the watch over the page reports; so does a violation of the page's policy.

const hostileTexts = [
  '<img src=x onerror=xss()>',
  '"><script>xss()</script>',
  '<svg onload=xss()>',
  'javascript:xss()',
  '\'"-xss()-"\'',
  '</pre><iframe src=javascript:parent.xss()>',
  '`${xss()}`{{xss()}}',
] as const;
const hostile = hostileTexts[0];

const account = '111122223333';
const region = 'eu-west-1';
const generator = 'acme/plain';
const name = `aws.partner/vendor.example.test/${generator}/${account}`;
const sourcePath = `/#/sources/${region}/${name}`;

let world: World;
let visit: Visit;
let page: Page;
let vendor: Locator;
let customer: Locator;

beforeAll(async () => {
  world = await startWorld({ sources: [{ generator, account, region }] });
  await world.callApi('acme', 'POST', '/sources', { generator, account, region });
  const customerPath = `/_local/customers/${account}/${region}`;
  await world.callLocal('POST', `${customerPath}/buses`, { name });
  const rule = { bus: name, name: 'all', eventPattern: '{"account":[{"exists":true}]}' };
  await world.callLocal('POST', `${customerPath}/rules`, rule);
});
afterAll(() => world.close());
beforeEach(async () => {
  visit = await world.visit();
  ({ page } = visit);
  vendor = page.getByRole('region', { name: 'Vendor’s administrator' });
  customer = page.getByRole('region', { name: 'AWS customer' });
  await vendor.getByRole('heading', { name: /^Partner event sources/ }).waitFor();
});
afterEach(() => visit.end());

/** An address on the console. */
function url(path: string): string {
  return `${world.cloud.consoleUrl}${path}`;
}

test.each(hostileTexts)('a generator: %s', async (text) => {
  const wish = { generator: `acme/${text}`, account, region };
  await page.goto(url('/#/register'));
  await register(vendor, wish);
  await badge(vendor, 'Waiting to be accepted').waitFor();
  for (const tab of ['AWS CLI', 'AWS CDK', 'CloudFormation', 'Terraform', 'AWS console'])
    await selectTab(vendor, tab);
  await vendor.getByRole('button', { name: 'Delete', exact: true }).click();
  await vendor.getByRole('button', { name: 'Cancel' }).click();
  const link = vendor.getByRole('link', { name: wish.generator, exact: true });
  expect(await link.getAttribute('href')).toMatch(/^#\/sources\?generator=/);
  await link.click();

  expect(await appears(sourceLink(vendor, wish))).toBe(true);
  expect(await vendor.getByLabel('Filter by generator').inputValue()).toBe(wish.generator);
});

test('what an event has in it', async () => {
  const detail = Object.fromEntries(hostileTexts.map((text) => [text, [text]]));
  const event = { id: 'e1', generator, detailType: hostile, detail, resources: [...hostileTexts] };
  await page.goto(url(sourcePath));
  await world.send(event);
  const arrived = customer.getByRole('listitem').filter({ hasText: hostile });
  await arrived.getByText(hostile).click();

  expect(JSON.parse(await arrived.getByLabel('Event').innerText())).toMatchObject({
    'detail-type': hostile,
    resources: [...hostileTexts, 'event/e1'],
    detail,
  });
  expect(await appears(vendor.getByRole('definition').filter({ hasText: hostile }))).toBe(true);
});

test('the error of a delivery', async () => {
  const refused = { generator: 'acme/refused', account, region };
  const source = (await world.callApi('acme', 'POST', '/sources', refused)) as RegisteredSource;
  const error = { source: source.name, errorCode: `<b>${hostile}`, errorMessage: hostileTexts[1] };
  await world.control('faults', { sourceErrors: [error] });
  await page.goto(url(`/#/sources/${region}/${source.name}`));
  await world.send({ id: 'e2', generator: refused.generator, detailType: 'push', detail: {} });

  const shown = `${error.errorCode}: ${error.errorMessage}`;
  expect(await appears(vendor.getByRole('definition').filter({ hasText: shown }))).toBe(true);
});

test('why a source was retired, and the detail types it had', async () => {
  const retired = { generator: 'acme/retired', account, region };
  const source = (await world.callApi('acme', 'POST', '/sources', retired)) as RegisteredSource;
  await retireSource(world, source, { reason: hostile, detailTypes: hostileTexts });
  await page.goto(url(`/#/sources/${region}/${source.name}`));
  const details = vendor.getByRole('definition').getByRole('link');

  expect(await appears(vendor.getByRole('definition').filter({ hasText: hostile }).first())).toBe(
    true,
  );
  expect(await details.allInnerTexts()).toEqual([retired.generator, ...hostileTexts]);
  await vendor.getByRole('link', { name: 'Partner event sources' }).first().click();
  expect(await appears(vendor.getByRole('cell', { name: `Deleted ${hostile}` }))).toBe(true);
});

test('the pattern of a customer’s rule', async () => {
  const source = customer.getByRole('article', { name: `Source ${name}`, exact: true });
  await source.getByText('Add a rule').click();
  await source.getByLabel('Rule name').fill('hostile');
  const pattern = JSON.stringify({ source: [{ prefix: 'aws' }], 'detail-type': [hostile] });
  await source.getByLabel('Event pattern').fill(pattern);
  await source.getByRole('button', { name: 'Add rule' }).click();

  expect(await appears(source.getByRole('listitem').filter({ hasText: pattern }))).toBe(true);
  await source.getByLabel('Rule name').fill(hostile);
  await source.getByRole('button', { name: 'Add rule' }).click();
  expect(await appears(source.getByRole('status').filter({ hasText: /\S/ }))).toBe(true);
  visit.watch.forgive(/status of 400/);
});

test.each(['<b/onclick=xss()>', 'javascript:xss()', '"onfocus="xss()'])(
  'the name of a tenant: %s',
  async (tenant) => {
    const typed = tenant.replaceAll('/', '&#47;');
    await vendor.getByLabel('Tenant', { exact: true }).selectOption('Other…');
    await vendor.getByLabel('Other Tenant').fill(typed);
    await vendor.getByRole('button', { name: 'Use' }).click();

    expect(await appears(vendor.getByText('No sources'))).toBe(true);
    expect(await vendor.getByLabel('Tenant', { exact: true }).inputValue()).toBe(typed);
  },
);

describe('what the service answers', () => {
  test.each([400, 409, 429, 500, 503])('a problem with status %i', async (status) => {
    const problem = {
      type: 'about:blank',
      status,
      code: 'invalidRequest',
      title: `Title ${hostile}`,
      detail: `Detail ${hostile}`,
      errors: [
        { field: '/account', message: `At the field ${hostile}` },
        { field: hostile, message: `Elsewhere ${hostile}` },
      ],
    };
    await page.goto(url('/#/register'));
    await page.route(url('/sources'), (route) =>
      route.fulfill({ status, contentType: 'application/problem+json', json: problem }),
    );
    await vendor.getByLabel('Generator', { exact: true }).fill(generator);
    await vendor.getByLabel('AWS account', { exact: true }).fill(account);
    await vendor.getByLabel('Region', { exact: true }).selectOption(region);
    await vendor.getByRole('button', { name: 'Register', exact: true }).click();

    expect(await appears(vendor.getByRole('alert').filter({ hasText: `Title ${hostile}` }))).toBe(
      true,
    );
    expect(await appears(vendor.getByText(`At the field ${hostile}`))).toBe(true);
    expect(await appears(vendor.getByText(`Elsewhere ${hostile}`))).toBe(true);
    visit.watch.forgive(new RegExp(`status of ${status}`));
  });

  test('the catalogue', async () => {
    const [listed] = [
      { detailType: hostile, description: `What ${hostile}`, href: 'javascript:x' },
    ];
    const exported = { name: hostile, title: hostile, href: 'javascript:x' };
    const sample = { [hostile]: hostileTexts };
    const schema = { title: hostile };
    const found = { ...listed, href: undefined, schema, stubSchema: schema, samples: [sample] };
    await page.route(url('/detail-types'), (route) =>
      route.fulfill({ json: { detailTypes: [listed], exports: [exported] } }),
    );
    await page.route(url('/detail-types/*'), (route) => route.fulfill({ json: found }));
    await page.goto(url('/#/detail-types'));
    expect(await appears(vendor.getByRole('button', { name: hostile, exact: true }))).toBe(true);
    await vendor.getByRole('link', { name: hostile, exact: true }).click();

    expect(await appears(vendor.getByRole('heading', { name: hostile, exact: true }))).toBe(true);
    const shown = await vendor.getByRole('region', { name: 'Sample event 1' }).innerText();
    expect(JSON.parse(shown)).toEqual(sample);
  });

  test('a console URL that would run', async () => {
    const asked = await world.callApi('acme', 'POST', '/sources', {
      generator: 'acme/console-url',
      account,
      region,
    });
    const source = { ...(asked as RegisteredSource), consoleUrl: 'javascript:xss()' };
    await page.route(url('/sources/**'), (route) => route.fulfill({ json: source }));
    await page.goto(url(`/#/sources/${region}/${source.name}`));

    expect(await appears(vendor.getByText('Amazon EventBridge, Partner event sources'))).toBe(true);
    const link = vendor.getByRole('link', { name: /Amazon EventBridge/ });
    expect(await link.count()).toBe(0);
  });
});

const encoded = encodeURIComponent(hostile);
test.each([
  ['a source', `/#/sources/${encoded}/${encoded}`, hostile],
  ['a generator', `/#/sources?generator=${encoded}`, 'Partner event sources (0)'],
  ['a detail type', `/#/detail-types/${encoded}`, hostile],
  [
    'a registration',
    `/#/register?generator=${encoded}&account=x&region=x`,
    'Register a partner event source',
  ],
  ['no view', `/#/${hostile}`, 'Page not found'],
])('a link to %s', async (_, path, heading) => {
  await page.goto(url(path));

  expect(await appears(vendor.getByRole('heading', { name: heading, exact: true }))).toBe(true);
  visit.watch.forgive(/status of 40\d/);
});
