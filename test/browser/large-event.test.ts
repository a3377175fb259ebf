import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { withOverrides } from '../../lambdas/settings/standard-settings.ts';
import { screenshot } from './support/screenshot.ts';
import { startWorld, type World } from './support/world.ts';

const account = '111122223333';
const region = 'us-east-1';
const generator = 'acme/repo1';
const name = `aws.partner/vendor.example.test/${generator}/${account}`;

let world: World;
beforeAll(async () => {
  const settings = withOverrides(localSettings, { entryLimits: { maxEntryBytes: 2_048 } });
  world = await startWorld({ sources: [{ generator, account, region }], settings });
  await world.callApi('acme', 'POST', '/sources', { generator, account, region });
  await world.callLocal('POST', `/_local/customers/${account}/${region}/buses`, { name });
});
afterAll(() => world.close());

test('a stub is marked, and has a link to its whole detail', async () => {
  const visit = await world.visit('/', { viewport: { width: 1400, height: 1000 } });
  const customer = visit.page.getByRole('region', { name: 'AWS customer' });
  const detail = { ref: 'refs/heads/main', text: 'ä'.repeat(2_000) };
  await world.send({ id: 'small', generator, detailType: 'push', detail: { n: 1 } });
  await world.send({ id: 'large', generator, detailType: 'push', detail });
  const events = customer.getByRole('listitem').filter({ hasText: 'push' });
  const stub = events.filter({ hasText: 'Stub' });
  await stub.getByText('push').click();
  const link = stub.getByRole('link', { name: 'Open the whole detail' });
  // The watch over the page allows it no window of its own.
  const url = await link.getAttribute('href');
  await screenshot(visit.page, 'large-event');
  const opened = await fetch(url ?? '');

  expect(url).toMatch(new RegExp(`^${world.cloud.consoleUrl}/payloads/`));
  expect(await opened.json()).toEqual(detail);
  expect([await events.count(), await stub.count()]).toEqual([2, 1]);
  await visit.end();
});
