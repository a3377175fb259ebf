import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import { sourceName } from '../../../../lambdas/domain/source-name.ts';
import { mappingOf, sourceOf } from '../../../support/customer.ts';
import { aroundCalls } from '../../../support/around-calls.ts';
import { aHistoryRow } from '../../../support/fake-history-reader.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import type { RegistrationOverrides } from '../../../support/registration-services.ts';
import { ago, aStage } from './stage.ts';

const account = '111122223333';
const region = 'eu-west-1';
/** Names that are alike once they are encoded, cut or decoded. */
const tenants = ['acme', 'acme2', 'ac', 'acme%2Fx', 'Acme', '__proto__', 'acme_.2F'];
const resources = ['repo', 'repo/111122223333/deliveries/x', 'x'];
const wishes = tenants.flatMap((tenant) =>
  resources.map((resource) => ({ generator: `${tenant}/${resource}`, account, region })),
);
const mappings = wishes.map((one) =>
  mappingOf(one, { missedSince: new Date(ago(900)).toISOString() }),
);

/** Every tenant has the same events at sources of the same names; the detail type says whose a row is. */
function aWorld(replace: RegistrationOverrides['replace'] = () => ({})) {
  const stage = aStage({
    mappings,
    replace: (services) => ({
      // A property asks far more often than a tenant may.
      ledger: { ...services.ledger, countRequest: async () => 1 },
      ...replace(services),
    }),
  });
  for (const one of wishes) {
    const [tenant = ''] = one.generator.split('/');
    const rows = ['e', 'x/111122223333', 'y'].map((eventId) =>
      aHistoryRow({
        eventId,
        eventBridgeId: 'eb',
        detailType: `of ${tenant}!`,
        state: 'PENDING',
        body: { key: 'k', offset: 0, length: 1, line: 0 },
      }),
    );
    stage.own.record({ tenant, sourceArn: sourceOf(one).arn }, ago(60), rows);
    for (const { eventId } of rows) stage.own.bodies.set(`${tenant} ${eventId} k`, `of ${tenant}!`);
  }
  return stage;
}

const anyPath = fc
  .record({
    owner: fc.constantFrom(...tenants, 'nobody'),
    resource: fc.constantFrom(...resources, 'nothing', '../acme/repo'),
    suffix: fc.constantFrom(
      '/deliveries',
      '/deliveries/e',
      '/deliveries/x/111122223333',
      '/deliveries/x/111122223333/deliveries/y',
      '/deliveries/y/stats',
      '/stats',
      '/missed',
      '',
    ),
    isEncoded: fc.boolean(),
    isEvent: fc.nat(9).map((one) => one === 0),
  })
  .map(({ owner, resource, suffix, isEncoded, isEvent }) => {
    const name = sourceName('vendor.test', `${owner}/${resource}`, account);
    if (isEvent) return '/events/e';
    return `/sources/${isEncoded ? encodeURIComponent(name) : name}${suffix}`;
  });

const anyQuery = fc.record(
  {
    event: fc.constantFrom('e', 'eb'),
    include: fc.constant('body'),
    region: fc.constantFrom(region, 'us-east-1'),
    limit: fc.constant('1'),
  },
  { requiredKeys: [] },
);

test('no tenant gets a row, a text or a count of another, or has it read', async () => {
  const world = aWorld();
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...tenants),
      anyPath,
      anyQuery,
      async (tenant, path, query) => {
        world.own.calls.length = 0;
        const { status, body = '' } = await world.get(path, query, { tenant });
        const owners = [...body.matchAll(/of (?<owner>[^!]*)!/g)].map(
          ({ groups }) => groups!['owner'],
        );
        found += owners.length;

        expect(new Set(owners).isSubsetOf(new Set([tenant]))).toBe(true);
        expect(world.own.calls.every((call) => call.tenant === tenant || call.tenant === '')).toBe(
          true,
        );
        expect([200, 400, 404]).toContain(status);
      },
    ),
    { numRuns: propertyRuns(3_000, 500) },
  );
  expect(found).toBeGreaterThan(50);
});

test('what is another tenant’s is answered as what is absent, and neither is looked for', async () => {
  const world = aWorld();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...tenants.slice(1)),
      fc.constantFrom(...resources),
      fc.constantFrom('/deliveries', '/deliveries/e', '/stats', '/missed'),
      async (owner, resource, suffix) => {
        world.own.calls.length = 0;
        const pathOf = (generator: string) =>
          `/sources/${sourceName('vendor.test', generator, account)}${suffix}`;
        const theirs = await world.get(pathOf(`${owner}/${resource}`), {}, { tenant: 'acme' });
        const absent = await world.get(pathOf(`nobody/${resource}`), {}, { tenant: 'acme' });
        const ownAbsent = await world.get(pathOf('acme/nothing'), {}, { tenant: 'acme' });

        expect(theirs.status).toBe(404);
        expect(theirs).toEqual(absent);
        expect(theirs).toEqual(ownAbsent);
        expect(world.own.calls).toEqual([]);
      },
    ),
    { numRuns: propertyRuns(300) },
  );
});

/** What a search for an event in a new world answers, and what it asks of the table and the history. */
async function searchedFor(id: string, foreign: Partial<HistoryRow>, tenant: string) {
  const ofTable: string[] = [];
  const world = aWorld(({ mappings: table }) => ({
    mappings: aroundCalls(table, async (method, when) => {
      if (when === 'before') ofTable.push(method);
    }),
  }));
  for (const one of wishes.filter(({ generator }) => !generator.startsWith('acme/'))) {
    const [owner = ''] = one.generator.split('/');
    const row = aHistoryRow({ ...foreign, body: { key: 'k', offset: 0, length: 1, line: 0 } });
    world.own.record({ tenant: owner, sourceArn: sourceOf(one).arn }, ago(60), [row]);
  }
  const { status, json } = await world.get(`/events/${id}`, {}, { tenant });
  const { calls: ofHistory, unpacked } = world.own;
  return { answer: { status, json }, ofTable, ofHistory, unpacked: unpacked() };
}

test('an event of another tenant costs the same requests to the stores as one that is absent', async () => {
  const foreign = { eventId: 'secret', eventBridgeId: 'secret-at-eventbridge' };
  for (const tenant of ['acme', 'nobody']) {
    const absent = await searchedFor('absent', foreign, tenant);
    expect(absent.answer).toMatchObject({ status: 200, json: { deliveries: [] } });
    expect(absent.ofTable).toContain('list');
    expect(absent.ofHistory.length > 0).toBe(tenant === 'acme');
    for (const id of Object.values(foreign)) {
      expect(await searchedFor(id, foreign, tenant)).toEqual(absent);
    }
  }
  const { answer } = await searchedFor(foreign.eventId, foreign, 'acme2');
  expect(answer.json.deliveries).toHaveLength(resources.length);
});

function listOf(tenant: string): string {
  return `/sources/${sourceName('vendor.test', `${tenant}/repo`, account)}/deliveries`;
}

test('a cursor of another tenant is no cursor, even for a source of the same name', async () => {
  const world = aWorld();
  const page = await world.get(listOf('acme'), { limit: '1' }, { tenant: 'acme' });
  const cursor = page.json.nextCursor;

  expect(cursor).not.toBeNull();
  const answer = await world.get(listOf('acme2'), { cursor }, { tenant: 'acme2' });
  expect(answer.json).toMatchObject({ status: 400, code: 'invalidCursor' });
  expect((await world.get(listOf('acme'), { cursor }, { tenant: 'acme' })).status).toBe(200);
});
