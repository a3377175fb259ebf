import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findings } from './support/looks.ts';
import { retireSource } from './support/retire-source.ts';
import { startSignInWorld, type SignInWorld } from './support/sign-in-world.ts';
import { fillRegistration, selectTab } from './support/vendor-page.ts';
import type { RegisteredSource, Visit } from './support/world.ts';

const account = '111122223333';
const region = 'eu-west-1';
const customerPath = `/_local/customers/${account}/${region}`;
const rule = { name: 'all', eventPattern: '{"account":[{"exists":true}]}' };

let world: SignInWorld;
let sources: Record<'pending' | 'active' | 'gone', RegisteredSource>;

beforeAll(async () => {
  world = await startSignInWorld();
  const register = async (generator: string) =>
    (await world.callApi('acme', 'POST', '/sources', {
      generator: `acme/${generator}`,
      account,
      region,
    })) as RegisteredSource;
  sources = {
    pending: await register('waiting-to-be-accepted'),
    active: await register('active/with-a-rather-long-name-that-does-not-fit-in-a-narrow-column'),
    gone: await register('gone'),
  };
  await world.callLocal('POST', `${customerPath}/buses`, { name: sources.active.name });
  await world.callLocal('POST', `${customerPath}/rules`, { bus: sources.active.name, ...rule });
  await world.callApi('acme', 'GET', `/sources/${sources.active.name}`);
  const reason = 'nobody accepted the source in time';
  await retireSource(world, sources.gone, { reason, detailTypes: ['push', 'issues.opened'] });
  const { generator } = sources.active;
  await world.send({ id: 'e1', generator, detailType: 'push', detail: { message: 'hello' } });
  await world.settled();
});
afterAll(() => world.close());

describe('before the sign-in, axe-core finds nothing and nothing scrolls sideways', () => {
  test('in the page that asks for it', async () => {
    const visit = await world.visit();
    await visit.page.getByRole('button', { name: 'Sign in' }).waitFor();

    expect(await findings(visit.page, 'sign-in')).toEqual([]);
    await visit.end();
  });

  test('in the page whose provider cannot be reached', async () => {
    const visit = await world.visit();
    await visit.page.route(`${world.provider.issuer}/**`, (route) => route.abort());
    await visit.page.reload();
    await visit.page.getByRole('alert').waitFor();

    expect(await findings(visit.page, 'sign-in-failed')).toEqual([]);
    visit.watch.forgive(/ERR_FAILED/);
    await visit.end();
  });

  test('in the page of a tenant without sources', async () => {
    const visit = await world.visitAs('eve@empty');
    await visit.page.getByText('No sources').waitFor();

    expect(await findings(visit.page, 'no-sources')).toEqual([]);
    await visit.end();
  });
});

describe('axe-core finds nothing and nothing scrolls sideways', () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await world.visitAs('ann@acme');
    ({ page } = visit);
  });
  afterAll(() => visit.end());

  /** Loads a view from the start, whatever was open. */
  async function goTo(hash: string): Promise<void> {
    await page.goto(`${world.cloud.consoleUrl}/#/not-found`);
    // When both changes of the hash arrive at once, the page sees only the last and keeps its old view.
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await page.goto(`${world.cloud.consoleUrl}/${hash}`);
  }
  async function goToSource(state: keyof typeof sources): Promise<void> {
    await goTo(`#/sources/${region}/${sources[state].name}`);
    await page.getByRole('heading', { name: 'Details' }).waitFor();
  }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  const views: Record<string, () => Promise<unknown>> = {
    'in the list of sources': async () => {
      await goTo('#/sources');
      await page.getByRole('table').waitFor();
    },
    'in the list when nothing is found': async () => {
      await goTo('#/sources');
      await page.getByLabel('Find sources').fill('nothing has this');
      await page.getByText('No sources match the filters.').waitFor();
    },
    'in the registration': async () => {
      await goTo('#/register');
      await page.getByLabel('Region', { exact: true }).waitFor();
    },
    'in the registration with errors and with the catalogue to choose from': async () => {
      await goTo('#/register');
      await page.getByLabel('Only selected types').click();
      await page.getByLabel('Find detail types').fill('pull request');
      await press('Register');
      await page.getByText('Select at least one').waitFor();
    },
    'in the registration that was refused': async () => {
      await goTo('#/register');
      await fillRegistration(page, { generator: 'other/repo', account, region });
      await press('Register');
      await page.getByRole('alert').waitFor();
      visit.watch.forgive(/status of 40\d/);
    },
    'in the details of a source that waits': () => goToSource('pending'),
    'in the CLI commands': async () => {
      await goToSource('pending');
      await selectTab(page, 'AWS CLI');
    },
    'in the CDK app': async () => {
      await goToSource('pending');
      await selectTab(page, 'AWS CDK');
    },
    'in the Terraform configuration': async () => {
      await goToSource('pending');
      await selectTab(page, 'Terraform');
    },
    'in the details of an active source, after a test event': async () => {
      await goToSource('active');
      await press('Send test event');
      await page.getByText(/is queued/).waitFor();
    },
    'in the details of a deleted source': () => goToSource('gone'),
    'in the dialog to re-create a source': async () => {
      await goToSource('gone');
      await press('Re-create');
      await page.getByRole('dialog').waitFor();
    },
    'in the dialog to delete a source': async () => {
      await goToSource('active');
      await press('Delete');
      await page.getByRole('dialog').waitFor();
    },
    'in the dialog to edit the detail types': async () => {
      await goToSource('active');
      await press('Edit detail types');
      await page.getByLabel('Only selected types').click();
      await page.getByLabel('Find detail types').fill('push');
    },
    'in the catalogue': async () => {
      await goTo('#/detail-types');
      await press('Expand all');
      await page.getByRole('link', { name: 'push', exact: true }).waitFor();
    },
    'in a detail type': async () => {
      await goTo('#/detail-types/push');
      await page.getByRole('region', { name: 'JSON Schema of the stub' }).waitFor();
    },
    'in a view that does not exist': async () => {
      await goTo('#/nowhere');
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    'while something is loading, and when it fails': async () => {
      const path = `${world.cloud.consoleUrl}/detail-types`;
      await page.route(path, (route) => route.abort());
      await goTo('#/detail-types');
      await page.getByRole('alert').waitFor();
      await page.unroute(path);
      visit.watch.forgive(/ERR_FAILED/);
    },
    'in the dialog that asks to sign in again': async () => {
      const path = `${world.cloud.consoleUrl}/sources*`;
      await page.route(path, (route) => route.fulfill({ status: 401, json: {} }), { times: 1 });
      await goTo('#/sources');
      await page.getByRole('dialog').waitFor();
      visit.watch.forgive(/status of 401/);
    },
  };

  test.each(Object.entries(views))('%s', async (view, open) => {
    await open();

    expect(await findings(page, view.replaceAll(/\W+/g, '-'))).toEqual([]);
  });
});

test('in local mode’s page too, axe-core finds nothing and nothing scrolls sideways', async () => {
  const visit = await world.visit('/_local/');
  const { page } = visit;
  const customer = page.getByRole('region', { name: 'AWS customer' });
  await customer.getByLabel('Account', { exact: true }).selectOption('Other…');
  await customer.getByLabel('Other Account').fill(account);
  await customer.getByRole('button', { name: 'Use' }).click();
  await customer.getByLabel('Region', { exact: true }).selectOption(region);
  await customer.getByText('Add a rule').first().click();
  await customer.getByText('push').click();
  await customer.getByLabel('Event', { exact: true }).waitFor();

  expect(await findings(page, 'local')).toEqual([]);
  await visit.end();
});
