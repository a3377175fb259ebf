import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { demonstrationSources } from '../../../local/demonstration.ts';
import { aRegistration } from './a-registration.ts';

jest.setTimeout(60_000);

let local: Awaited<ReturnType<typeof aRegistration>>;
beforeAll(async () => {
  local = await aRegistration({ sources: demonstrationSources });
});
afterAll(() => local.cloud.close());

const account = '111122223333';
const region = 'eu-west-1';
const registration = { generator: 'acme/Jäger', account, region };
const customer = `/_local/customers/${account}/${region}`;

test('a source is registered, accepted, tested, left, expires, is re-created and deleted', async () => {
  const { call, nextBatch } = local;
  const token = await local.tokenOf('acme');
  const registered = await call('POST', '/sources', { token, body: registration });
  const { name } = registered.body;
  const source = `/sources/${encodeURIComponent(name)}`;
  expect(registered).toMatchObject({
    status: 201,
    body: { state: 'PENDING', expiresInSeconds: expect.any(Number) },
  });
  expect((await call('GET', `${customer}/sources`)).body).toMatchObject({
    sources: [{ name, state: 'PENDING', hasBus: false }],
  });

  expect((await call('POST', `${customer}/buses`, { body: { name } })).status).toBe(204);
  expect((await call('GET', source, { token })).body).toMatchObject({ name, state: 'ACTIVE' });

  const rule = { bus: name, name: 'everything', eventPattern: '{"source":[{"prefix":""}]}' };
  expect((await call('POST', `${customer}/rules`, { body: rule })).status).toBe(204);
  const delivered = nextBatch();
  const sent = await call('POST', `${source}/test-event`, { token });
  await delivered;
  expect(sent).toMatchObject({ status: 202, body: { wasActive: true } });
  expect((await call('GET', `${customer}/events`)).body.events).toMatchObject([
    { bus: name, rules: ['everything'], event: { account, detail: { id: sent.body.id } } },
  ]);

  expect((await call('DELETE', `${customer}/buses?name=${encodeURIComponent(name)}`)).status).toBe(
    204,
  );
  expect((await call('GET', source, { token })).body).toMatchObject({ state: 'PENDING' });
  await call('POST', '/_local/clock', { body: { advanceSeconds: 8 * 86_400 } });
  await local.reconcile();
  expect((await call('GET', source, { token })).body.retirement).toMatchObject({
    reason: expect.any(String),
  });

  expect(await call('POST', `${source}/recreate`, { token })).toMatchObject({
    status: 201,
    body: { name, state: 'PENDING', retirement: null },
  });
  expect((await call('DELETE', source, { token })).status).toBe(204);
  expect((await call('GET', source, { token })).status).toBe(404);
  expect((await call('GET', `${customer}/sources`)).body).toEqual({ sources: [] });
});

test('each file that the catalogue offers is downloaded, also by who does not take gzip', async () => {
  const token = await local.tokenOf('acme');
  const { exports } = (await local.call('GET', '/detail-types', { token })).body;
  expect(exports).toHaveLength(5);

  for (const { name, href } of exports) {
    const answers = await Promise.all(
      ['gzip', 'identity'].map(async (coding) => {
        const headers = { authorization: `Bearer ${token}`, 'accept-encoding': coding };
        return await fetch(local.cloud.consoleUrl + href, { headers });
      }),
    );
    const texts = await Promise.all(answers.map(async (answer) => await answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', null]);
    expect(answers[0]!.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toContain('vendor.example.test');
  }
});

describe('without a good token', () => {
  test.each([
    '/sources',
    '/sources/x',
    '/regions',
    '/detail-types',
    '/catalog-exports/x',
    '/%73ources',
  ])('%s is 401 before the function sees it', async (path) => {
    for (const token of [undefined, 'x', 'a.b.c']) {
      const answered = await local.call('GET', path, token === undefined ? {} : { token });
      expect([answered.status, answered.body]).toEqual([401, { message: 'Unauthorized' }]);
    }
  });

  test('serves what the page reads first', async () => {
    expect((await local.call('GET', '/config.json')).body).toEqual({
      partnerName: 'vendor.example.test',
      signIn: {
        issuer: `${local.cloud.consoleUrl}/_local/issuer`,
        clientId: 'local-console',
        scope: 'openid',
        parameters: {},
        bearer: 'access_token',
      },
      brand: {},
    });
  });
});

test("one tenant's source is not there for another", async () => {
  const [acme, other] = [await local.tokenOf('acme'), await local.tokenOf('other')];
  const mine = { ...registration, generator: 'acme/mine' };
  const { body } = await local.call('POST', '/sources', { token: acme, body: mine });
  const path = `/sources/${encodeURIComponent(body.name)}`;
  const foreign = await local.call('GET', path, { token: other });
  const absent = await local.call('GET', path.replace('mine', 'none'), { token: other });

  expect((await local.call('GET', path, { token: acme })).status).toBe(200);
  expect([foreign.status, foreign.body]).toEqual([absent.status, absent.body]);
  expect((await local.call('GET', '/sources', { token: other })).body.sources).toEqual([]);
});

describe("local mode's page", () => {
  test('is at the root, and loads its assets from its own origin', async () => {
    const page = await local.call('GET', '/');
    const assets = [...page.body.matchAll(/(?:src|href)="(?<path>[^"]+)"/g)].map(
      ({ groups }) => groups.path,
    );
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(assets.length).toBeGreaterThan(1);
    for (const path of assets) {
      const asset = await local.call('GET', path);
      expect([asset.status, asset.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
    }
    expect((await local.call('GET', '/_local/')).body).toBe(page.body);
    expect((await local.call('GET', '/_local/assets/nothing.js')).status).toBe(404);
  });

  test('offers the tenants and customers that local mode was started with', async () => {
    const { body } = await local.call('GET', '/_local/state');
    expect(body.tenants).toEqual(['Codertocat', 'Octocoders', 'octo-org']);
    expect(body.customers).toHaveLength(8);
  });
});
