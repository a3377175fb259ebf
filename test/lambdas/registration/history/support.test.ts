import { describe, expect, test } from '@jest/globals';
import { aHistoryRow } from '../../../support/fake-history-reader.ts';
import { ago, aStage, name, source, type StageOverrides } from './stage.ts';

const body = { key: 'bodies/1', offset: 0, length: 10, line: 3 };
const reads = [
  `/sources/${name}/deliveries`,
  `/sources/${name}/deliveries/event-1`,
  `/sources/${name}/stats`,
  `/sources/${name}/missed`,
  '/events/event-1',
  '/replays',
];

function filled(overrides: StageOverrides = {}) {
  const stage = aStage(overrides);
  stage.own.record(source, ago(60), [aHistoryRow({ body, queuedAtMs: ago(100) })]);
  stage.own.bodies.set('acct1 event-1 bodies/1', '{"secret":1}');
  return stage;
}

// API Gateway passes every claim on as text; local mode does the same.
const supporters: readonly Record<string, string | boolean>[] = [
  { sub: 'jo', support: 'true' },
  { sub: 'jo', support: true },
  { sub: 'jo', support: 'true', tenant: 'acct2' },
];

describe('the vendor’s support', () => {
  test.each(supporters)('reads the history of a tenant, and this is logged: %j', async (claims) => {
    for (const path of reads) {
      const { get, log } = filled();
      const answer = await get(path, { tenant: 'acct1' }, { claims });

      expect(answer.status).toBe(200);
      expect(log.lines).toEqual([
        {
          level: 'info',
          message: 'the vendor’s support reads the history of a tenant',
          fields: { who: 'jo', tenant: 'acct1', operation: expect.any(String) },
        },
      ]);
    }
  });

  test('gets the contents of events only if the stage allows it', async () => {
    const path = `/sources/${name}/deliveries/event-1`;
    const query = { tenant: 'acct1', include: 'body' };
    const claims = { sub: 'jo', support: 'true' };
    const rows = filled();
    const bodies = filled({ history: { supportReads: 'bodies' } });

    expect((await rows.get(path, query, { claims })).json).toMatchObject({
      body: 'kept',
      bodyText: null,
    });
    expect(rows.own.calls.map(({ method }) => method)).not.toContain('body');
    expect((await bodies.get(path, query, { claims })).json.bodyText).toBe('{"secret":1}');
  });

  test('does not use up the requests of the tenant', async () => {
    const { get } = filled({
      settings: { maxRequestsPerMinute: 2, history: { ...filled().services.settings.history } },
    });
    const claims = { sub: 'jo', support: 'true' };
    for (const status of [200, 200, 429]) {
      expect((await get(reads[0]!, { tenant: 'acct1' }, { claims })).status).toBe(status);
    }
    expect((await get(reads[0]!)).status).toBe(200);
  });

  test.each(['', 'acct1/repo1', 'x'.repeat(300), '[acct1]', 'nobody'])(
    'finds nothing of what is no tenant: %j',
    async (tenant) => {
      const { get } = filled();
      const answer = await get(reads[0]!, { tenant }, { claims: { sub: 'jo', support: 'true' } });

      expect(answer.status).toBe(404);
    },
  );

  test('without a tenant of its own reads nothing unless it names one', async () => {
    const { get } = filled();

    expect(
      (await get(reads[0]!, {}, { claims: { sub: 'jo', support: 'true' } })).json,
    ).toMatchObject({
      code: 'noTenant',
    });
  });
});

describe('nobody else', () => {
  test.each<Record<string, string | boolean | string[]>>([
    { tenant: 'acct1' },
    { tenant: 'acct2' },
    { tenant: 'acct2', support: 'false' },
    { tenant: 'acct2', support: 'TRUE' },
    { tenant: 'acct2', support: '1' },
    { tenant: 'acct2', support: '[true]' },
    { tenant: 'acct2', support: ['true'] },
    { tenant: 'acct2', Support: 'true' },
    { sub: 'jo' },
  ])('may name a tenant: %j', async (claims) => {
    for (const path of reads) {
      const { get, own, log } = filled();
      const answer = await get(path, { tenant: 'acct1' }, { claims });

      expect(answer.json).toMatchObject({ status: 403, code: 'supportOnly' });
      expect(own.calls).toEqual([]);
      expect(log.lines).toEqual([]);
    }
  });
});

test('the claim has the name that the stage gives it', async () => {
  const { get } = filled({ history: { supportClaim: 'https://vendor.test/agent' } });
  const ask = async (claims: Record<string, string>) =>
    (await get(reads[0]!, { tenant: 'acct1' }, { claims })).status;

  expect(await ask({ 'https://vendor.test/agent': 'true' })).toBe(200);
  expect(await ask({ support: 'true' })).toBe(403);
});

test.each([
  ['GET', '/sources'],
  ['GET', `/sources/${name}`],
  ['DELETE', `/sources/${name}`],
  ['POST', `/sources/${name}/test-event`],
])(
  'elsewhere the tenant is that of the token, whatever the request says: %s %s',
  async (method, path) => {
    const { send } = filled();
    const claims = { tenant: 'acct2', support: 'true' };
    const query = { tenant: 'acct1' };
    const named = await send({ method, path, query, claims });

    expect(named).toEqual(await send({ method, path, claims }));
    expect(named.body ?? '').not.toContain('repo1');
  },
);
