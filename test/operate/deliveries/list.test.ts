import { expect, test } from '@jest/globals';
import { tenantOf } from '../../../lambdas/domain/generator.ts';
import { deliveriesOf } from '../../../operate/deliveries/list-of-source.ts';
import { deliveriesOfTenant } from '../../../operate/deliveries/list-of-tenant.ts';
import { mappingOf } from '../../support/customer.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import { fakeRegistration } from '../../support/registration-services.ts';

/** Two sources of a tenant, each with 150 deliveries, one a second; and another tenant's. */
function aTenant() {
  const [first, second, other] = ['acct1/repo1', 'acct1/repo2', 'acct2/repo1'].map((generator) =>
    mappingOf({ generator, account: '111122223333', region: 'us-east-1' }),
  );
  const mappings = [first!, second!, other!];
  const { services, history } = fakeRegistration({ mappings });
  for (const [index, { tenant, sourceArn }] of mappings.entries()) {
    const rows = Array.from({ length: 150 }, (_, n) =>
      aHistoryRow({ eventId: `${index}-${n}`, atMs: testNowMs - 200_000 + 1_000 * n + index }),
    );
    history.record({ tenant, sourceArn }, testNowMs - 10_000, rows);
  }
  const context = {
    ...services,
    calls: services.beginSourceCalls(),
    tenant: tenantOf(first!.generator),
    subject: 'operator',
    isSupport: false,
    nowMs: testNowMs,
  };
  return { context, first: first! };
}

const never = new AbortController().signal;

test('a source is searched page by page, until there are enough or no more', async () => {
  const { context, first } = aTenant();
  const search = { context, signal: never, onPage: () => undefined };
  const some = await deliveriesOf(first, { limit: 120 }, search);
  const all = await deliveriesOf(first, { limit: 1_000 }, search);

  expect(some).toMatchObject({ hasMore: true });
  expect(some.deliveries).toHaveLength(120);
  expect(some.deliveries[0]).toMatchObject({ event: '0-149', source: { region: 'us-east-1' } });
  expect(all).toMatchObject({ hasMore: false });
  expect(new Set(all.deliveries.map(({ event }) => event)).size).toBe(150);
});

test('of a tenant, the newest of all its sources are found, and nobody else’s', async () => {
  const { context } = aTenant();
  const seen: object[] = [];
  const search = { context, signal: never };
  const found = await deliveriesOfTenant({ limit: 3 }, search, (progress) => seen.push(progress));
  const all = await deliveriesOfTenant({ limit: 1_000 }, search, () => undefined);

  expect(found.deliveries.map(({ event }) => event)).toEqual(['1-149', '0-149', '1-148']);
  expect(found.hasMore).toBe(true);
  expect(seen.at(-1)).toEqual({ searched: 2, sources: 2 });
  expect(all.deliveries).toHaveLength(300);
  expect(all.hasMore).toBe(false);
});

test('Ctrl-C ends the search with what was found', async () => {
  const { context, first } = aTenant();
  const stopping = new AbortController();
  const found = await deliveriesOf(
    first,
    { limit: 1_000 },
    { context, signal: stopping.signal, onPage: () => stopping.abort() },
  );
  const stopped = await deliveriesOfTenant(
    { limit: 9 },
    { context, signal: stopping.signal },
    () => undefined,
  );

  expect(found.deliveries).toHaveLength(100);
  expect(found.hasMore).toBe(true);
  expect(stopped).toEqual({ deliveries: [], hasMore: true });
});
