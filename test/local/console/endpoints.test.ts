import { DeletePartnerEventSourceCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { regions } from '../../../lambdas/domain/regions.ts';
import { authorize } from '../../../local/http-api/authorize.ts';
import { aConsole, account, region, signIn, source } from './a-console.ts';

let page: Awaited<ReturnType<typeof aConsole>>;
beforeEach(async () => {
  page = await aConsole();
});
afterEach(() => page.close());

const at = `/_local/customers/${account}/${region}`;
const named = encodeURIComponent(source);
const pathOf = (url: string) => new URL(url).pathname;
const sources = async () => (await page.call('GET', `${at}/sources`))[1].sources;

describe('the vendor', () => {
  test('has its tenants and customers in order, each once', async () => {
    expect(await page.call('GET', '/_local/state')).toEqual([
      200,
      {
        partnerName: 'vendor.example.test',
        tenants: ['acme', 'beta', 'zeta'],
        customers: [
          { account: '000000000009', region: 'us-east-1' },
          { account, region: 'eu-west-1' },
          { account, region: 'us-east-1' },
        ],
        regions: regions.map((one) => ({ region: one.region, name: one.name })),
      },
    ]);
  });

  test('gets a token of any tenant', async () => {
    const [status, { token, expiresInSeconds }] = await page.call('POST', '/_local/tokens', {
      tenant: 'Jäger & Söhne',
    });
    const claims = await authorize(`Bearer ${token}`, { ...page.issuer.trust, now: Date.now() });
    expect([status, expiresInSeconds]).toEqual([200, 3600]);
    expect(claims).toMatchObject({ tenant: 'Jäger & Söhne' });
  });

  test('has an issuer that outside clients can discover', async () => {
    const [, discovered] = await page.call(
      'GET',
      `${pathOf(signIn.issuer)}/.well-known/openid-configuration`,
    );
    expect(discovered).toMatchObject({ issuer: signIn.issuer, jwks_uri: signIn.jwksUri });
    expect(await page.call('GET', pathOf(discovered.jwks_uri))).toEqual([
      200,
      await page.issuer.jwks(),
    ]);
  });
});

describe('a customer', () => {
  test('sees a source wait, become active with a bus, and wait again without', async () => {
    const waiting = await sources();
    expect(await page.call('POST', `${at}/buses`, { name: source })).toEqual([204, undefined]);
    const active = await sources();
    expect(await page.call('DELETE', `${at}/buses?name=${named}`)).toEqual([204, undefined]);

    const [creationTime, expirationTime] = [expect.any(String), expect.any(String)];
    expect(waiting).toEqual([
      { name: source, state: 'PENDING', hasBus: false, creationTime, expirationTime },
    ]);
    expect(active).toMatchObject([{ state: 'ACTIVE', hasBus: true, expirationTime: null }]);
    expect(await sources()).toMatchObject([{ state: 'PENDING', hasBus: false }]);
  });

  test('attaches a bus that is still there to a source made again', async () => {
    await page.call('POST', `${at}/buses`, { name: source });
    const gone = { Name: source, Account: account };
    await page.partner.send(new DeletePartnerEventSourceCommand(gone));
    expect(await sources()).toMatchObject([{ state: 'DELETED', hasBus: true }]);
    await page.create();
    expect(await sources()).toMatchObject([{ state: 'PENDING', hasBus: true }]);
    expect(await page.call('POST', `${at}/buses`, { name: source })).toEqual([204, undefined]);
    expect(await sources()).toMatchObject([{ state: 'ACTIVE', hasBus: true }]);
  });

  test('puts, sees and deletes rules; a bus goes with its rules', async () => {
    await page.call('POST', `${at}/buses`, { name: source });
    const eventPattern = '{"detail-type":["push"]}';
    const put = (name: string) =>
      page.call('POST', `${at}/rules`, { bus: source, name, eventPattern });
    expect(await put('one')).toEqual([204, undefined]);
    await put('two');
    expect(await page.call('GET', `${at}/rules?bus=${named}`)).toEqual([
      200,
      {
        rules: [
          { name: 'one', eventPattern },
          { name: 'two', eventPattern },
        ],
      },
    ]);
    expect(await page.call('DELETE', `${at}/rules?bus=${named}&name=one`)).toEqual([
      204,
      undefined,
    ]);
    expect((await page.call('GET', `${at}/rules?bus=${named}`))[1].rules).toHaveLength(1);
    expect((await page.call('DELETE', `${at}/buses?name=${named}`))[0]).toBe(204);
  });

  test.each([
    ['push', true],
    ['pull', false],
  ])('tests a pattern on an event: %s', async (type, matches) => {
    const event = {
      id: '1',
      'detail-type': type,
      source: 's',
      account: '1',
      time: '2026-11-28T19:00:00Z',
      region: 'r',
      resources: [],
    };
    const body = { eventPattern: '{"detail-type":["push"]}', event: JSON.stringify(event) };

    expect(await page.call('POST', `${at}/pattern-tests`, body)).toEqual([200, { matches }]);
  });

  test('sees the events that arrive, once each, with the rules that took them', async () => {
    await page.call('POST', `${at}/buses`, { name: source });
    await page.put([{ n: 1 }]);
    const eventPattern = '{"detail":{"n":[3]}}';
    await page.call('POST', `${at}/rules`, { bus: source, name: 'threes', eventPattern });
    await page.put([{ n: 2 }, { n: 3 }]);
    const [status, first] = await page.call('GET', `${at}/events`);
    await page.put([{ n: 4 }]);
    const [, second] = await page.call('GET', `${at}/events?after=${first.next}`);
    const [, third] = await page.call('GET', `${at}/events?after=${second.next}`);

    expect(status).toBe(200);
    expect(first).toMatchObject({
      events: [
        { bus: source, rules: [], event: { version: '0', account, region, detail: { n: 1 } } },
        { rules: [], event: { detail: { n: 2 } } },
        { rules: ['threes'], event: { source, 'detail-type': 'push', detail: { n: 3 } } },
      ],
    });
    expect(second).toMatchObject({ events: [{ event: { detail: { n: 4 } } }] });
    expect(third).toEqual({ events: [], next: second.next });
  });

  test('sees the newest 200 events at the most', async () => {
    await page.call('POST', `${at}/buses`, { name: source });
    for (let n = 0; n < 220; n += 20) {
      await page.put(Array.from({ length: 20 }, (_, index) => ({ n: n + index })));
    }
    const [, { events, next }] = await page.call('GET', `${at}/events`);
    expect(events).toHaveLength(200);
    expect([events[0], events.at(-1)]).toMatchObject([
      { event: { detail: { n: 20 } } },
      { event: { detail: { n: 219 } } },
    ]);
    expect(next).toBe(events.at(-1).sequence);
  });

  test('sees nothing of another account or Region', async () => {
    await page.call('POST', `${at}/buses`, { name: source });
    await page.put([{ n: 1 }]);
    for (const other of [`${account}/us-east-1`, `999988887777/${region}`]) {
      const path = `/_local/customers/${other}`;
      expect(await page.call('GET', `${path}/events`)).toEqual([200, { events: [], next: 0 }]);
      expect(await page.call('GET', `${path}/sources`)).toEqual([200, { sources: [] }]);
    }
  });
});

test('the clock moves on request', async () => {
  const [, before] = await page.call('GET', '/_local/clock');
  const [, after] = await page.call('POST', '/_local/clock', { advanceSeconds: 8 * 86_400 });
  expect((Date.parse(after.now) - Date.parse(before.now)) / 86_400_000).toBeCloseTo(8, 3);
  expect(await sources()).toEqual([]);
});

describe('a refused call is answered with the reason in one line', () => {
  const rule = { bus: source, name: 'r', eventPattern: '{}' };
  test.each([
    ['GET', '/_local/nowhere', undefined, 404, /nowhere/],
    ['GET', '/_local/customers/1/eu-west-1/sources', undefined, 404, /sources/],
    ['DELETE', '/_local/clock', undefined, 405, /DELETE/],
    ['POST', '/_local/tokens', undefined, 400, /object/i],
    ['POST', '/_local/tokens', '{', 400, /JSON/],
    ['POST', '/_local/tokens', { tenant: '' }, 400, /^tenant: is empty$/],
    ['POST', '/_local/tokens', { tenant: 'a', role: 'b' }, 400, /^role: /],
    ['POST', '/_local/clock', { advanceSeconds: -1 }, 400, /^advanceSeconds: /],
    ['POST', '/_local/clock', { advanceSeconds: 1e300 }, 400, /^advanceSeconds: /],
    ['GET', `${at}/events?after=x`, undefined, 400, /^after: /],
    ['POST', `${at}/buses`, { name: 'no such source' }, 400, /Exception: /],
    ['GET', `${at}/rules`, undefined, 400, /^bus: /],
    ['GET', `${at}/rules?bus=${named}`, undefined, 400, /^ResourceNotFoundException: /],
    ['POST', `${at}/rules`, { ...rule, eventPattern: '{' }, 400, /Exception: /],
  ])('%s %s %j', async (method, target, body, status, message) => {
    expect(await page.call(method, target, body)).toEqual([
      status,
      { message: expect.stringMatching(message) },
    ]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'a body of the type %s, which pages of other sites can send, is 415',
    async (contentType) => {
      const call = page.call('POST', '/_local/tokens', { tenant: 'acme' }, contentType);
      expect(await call).toEqual([415, { message: 'The body must be application/json.' }]);
    },
  );
});
