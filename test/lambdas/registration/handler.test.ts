import { describe, expect, test } from '@jest/globals';
import { stubNames } from '../../../lambdas/domain/payload/stub.ts';
import { bodyOf } from '../../support/http-api-events.ts';
import { fakeRegistration, registrationTestSettings } from '../../support/registration-services.ts';

const fail = async () => {
  throw new Error('a secret of the inside');
};

describe('the tenant', () => {
  test('is needed: 401 without claims, with the scheme to use', async () => {
    const { send } = fakeRegistration();
    const answer = await send({ claims: null });

    expect(bodyOf(answer)).toMatchObject({ code: 'unauthenticated' });
    expect(answer).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' } });
  });

  test.each([
    [{}],
    [{ tenant: '' }],
    [{ tenant: 'acct1/repo1' }],
    [{ tenant: 42 }],
    [{ tenant: ['acct1'] }],
    [{ tenant: 'half \uD800' }],
    [{ tenant: 'x'.repeat(257) }],
    [{ tenant: 'ä'.repeat(129) }],
    [{ tenant: '[acct1]' }],
    [{ tenant: '<nil>' }],
    [{ tenant: 'map[name:acct1]' }],
    [{ Tenant: 'acct1', sub: 'acct1' }],
  ])('is a name in one claim: 403 for %j, before anything is counted', async (claims) => {
    const { send } = fakeRegistration({
      replace: ({ ledger }) => ({ ledger: { ...ledger, countRequest: fail } }),
    });

    expect(bodyOf(await send({ claims }))).toMatchObject({ code: 'noTenant', status: 403 });
  });

  test('comes from the claim that the stage names', async () => {
    const { send } = fakeRegistration({ settings: { tenantClaim: 'custom:tenant' } });

    expect(await send({ claims: { 'custom:tenant': 'acct1' } })).toMatchObject({ statusCode: 200 });
    expect(await send({ claims: { tenant: 'acct1' } })).toMatchObject({ statusCode: 403 });
  });
});

describe('requests of a minute', () => {
  test('are counted for each tenant, who has to wait for the next minute', async () => {
    const { send, clock } = fakeRegistration({ settings: { maxRequestsPerMinute: 2 } });
    clock.advance(45_500);
    await send({});
    await send({ path: '/regions' });
    const refused = await send({});

    expect(refused).toMatchObject({ statusCode: 429, headers: { 'retry-after': '15' } });
    expect(await send({ tenant: 'acct2' })).toMatchObject({ statusCode: 200 });
    clock.advance(15_000);
    expect(await send({})).toMatchObject({ statusCode: 200 });
  });

  test('whoever asks at the turn of a minute waits a second at least', async () => {
    const { send, clock } = fakeRegistration({ settings: { maxRequestsPerMinute: 1 } });
    clock.advance(59_999);
    await send({});

    expect(await send({})).toMatchObject({ headers: { 'retry-after': '1' } });
  });
});

describe('paths and methods', () => {
  test.each([
    ['PUT', '/sources', 'GET, HEAD, POST'],
    ['DELETE', '/sources', 'GET, HEAD, POST'],
    [
      'POST',
      '/sources/aws.partner/vendor.test/acct1/repo1/111122223333',
      'GET, HEAD, PATCH, DELETE',
    ],
    ['GET', '/sources/aws.partner%2Fvendor.test%2Facct1%2Frepo1%2F111122223333/recreate', 'POST'],
    ['GET', '/sources/aws.partner/vendor.test/acct1/repo1/111122223333/test-event', 'POST'],
    ['POST', '/regions', 'GET, HEAD'],
    ['DELETE', '/detail-types/push', 'GET, HEAD'],
  ])('%s %s is not allowed, and says what is', async (method, path, allow) => {
    const answer = await fakeRegistration().send({ method, path });

    expect(answer).toMatchObject({ statusCode: 405, headers: { allow } });
    expect(bodyOf(answer)).toMatchObject({ code: 'methodNotAllowed' });
  });

  test.each(['/source', '/sourcesx', '/', '/assets/x.js', '/SOURCES', '/regions/', '//sources'])(
    '%s is not found, with a token or without',
    async (path) => {
      const { send } = fakeRegistration();

      expect(await send({ path })).toMatchObject({ statusCode: 404 });
      expect(await send({ path, claims: null })).toMatchObject({ statusCode: 404 });
    },
  );

  test.each(['GET', 'POST', 'PATCH', 'DELETE'])(
    '%s of a source without a name is not found',
    async (method) => {
      expect(bodyOf(await fakeRegistration().send({ method, path: '/sources/' }))).toMatchObject({
        code: 'notFound',
      });
    },
  );

  test.each([
    '/sources',
    '/sources/aws.partner/vendor.test/acct1/nothing/111122223333',
    '/regions',
    '/detail-types/push',
    '/catalog-exports/events.d.ts',
    '/nowhere',
  ])('HEAD %s is answered as GET is, without a body', async (path) => {
    const { send } = fakeRegistration();
    const { body, ...likeGet } = await send({ path });

    expect(body).toBeDefined();
    expect(await send({ method: 'HEAD', path })).toEqual(likeGet);
    const refused = await send({ method: 'HEAD', path, claims: null });
    expect([401, 404]).toContain(refused.statusCode);
    expect(refused).not.toHaveProperty('body');
  });

  test('a file of the page needs no token, and takes GET and HEAD alone', async () => {
    const file = { statusCode: 200, headers: { 'content-type': 'text/html' }, body: 'page' };
    const { send } = fakeRegistration({ page: new Map([['/', () => file]]) });

    expect(await send({ path: '/', claims: null })).toMatchObject({
      statusCode: 200,
      body: 'page',
    });
    expect(await send({ path: '/', method: 'POST' })).toMatchObject({
      statusCode: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });
});

describe('what fails inside', () => {
  const methods = ['countRequest', 'claimKey', 'admit'] as const;
  const registration = {
    method: 'POST',
    headers: { 'idempotency-key': 'key' },
    body: { generator: 'acct1/repo1', account: '111122223333', region: 'eu-west-1' },
  };

  test.each(methods)('is 503 when the ledger cannot be reached: %s', async (method) => {
    const { send, log } = fakeRegistration({
      replace: ({ ledger, admissions }) => ({
        ledger: { ...ledger, [method]: fail },
        admissions: { ...admissions, [method]: fail },
      }),
    });
    const answer = await send(registration);

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
    expect(bodyOf(answer)).toMatchObject({ code: 'awsUnavailable' });
    expect(answer.body).not.toContain('secret');
    const line = log.lines.find(({ level }) => level === 'error');
    expect(line).toMatchObject({ fields: { error: { cause: { message: /secret/ } } } });
  });

  test.each(['find', 'register'] as const)(
    'is 503 when the table cannot be reached: %s',
    async (method) => {
      const { send } = fakeRegistration({
        replace: ({ mappings: table }) => ({ mappings: { ...table, [method]: fail } }),
      });

      expect(bodyOf(await send(registration))).toMatchObject({ code: 'awsUnavailable' });
    },
  );

  test('is 500 when it is a bug: logged, and not part of the answer', async () => {
    const { send, log } = fakeRegistration({
      replace: ({ catalog }) => ({ catalog: { ...catalog, find: fail } }),
    });
    const answer = await send({ path: '/detail-types/push' });

    expect(bodyOf(answer)).toEqual({
      type: 'urn:eventbridge-partner:problem:internalError',
      title: 'Internal error',
      status: 500,
      code: 'internalError',
    });
    expect(log.lines).toMatchObject([
      { level: 'error', fields: { operation: 'getDetailType', error: { message: /secret/ } } },
    ]);
  });
});

describe('a detail type', () => {
  const path = '/detail-types/push';

  test('has the schema of its stub beside its own', async () => {
    const view = bodyOf(await fakeRegistration().send({ path }));
    const { properties, required } = view.stubSchema;

    expect(Object.keys(view)).toEqual([
      'detailType',
      'description',
      'schema',
      'stubSchema',
      'samples',
    ]);
    expect(properties.ref).toEqual(view.schema.properties.ref);
    expect(required).toEqual([...stubNames]);
  });

  test('has none where no event is sent by reference', async () => {
    const { largeEvents } = registrationTestSettings;
    const settings = { largeEvents: { ...largeEvents, relay: 'no' } } as const;

    expect(bodyOf(await fakeRegistration({ settings }).send({ path })).stubSchema).toBeNull();
  });
});

describe('headers', () => {
  const anyAnswers = [
    { path: '/sources' },
    { path: '/nothing' },
    { path: '/sources', method: 'PUT' },
    { path: '/sources', claims: null },
  ];

  test.each(anyAnswers)('keep the page and every answer to themselves: %j', async (request) => {
    const { headers } = await fakeRegistration().send(request);

    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  });

  test('the content security policy lets the page connect to the sign-in, and nothing be unsafe', async () => {
    const { headers } = await fakeRegistration().send({});
    const policy = headers['content-security-policy']!.split('; ');

    expect(policy).toContain("connect-src 'self' https://id.example");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy.join()).not.toMatch(/unsafe|\*/);
  });
});

describe('Regions and detail types', () => {
  test('the Regions that customers may choose have names', async () => {
    const { send } = fakeRegistration({ settings: { regions: ['eu-west-1', 'xx-new-1'] } });

    expect(bodyOf(await send({ path: '/regions' }))).toEqual({
      regions: [
        { region: 'eu-west-1', name: 'Europe (Ireland)' },
        { region: 'xx-new-1', name: 'xx-new-1' },
      ],
    });
  });

  test('the catalogue is listed, with where to find more', async () => {
    const { send } = fakeRegistration();
    const { detailTypes } = bodyOf(await send({ path: '/detail-types' }));

    expect(detailTypes).toHaveLength(3);
    for (const { href, detailType, description } of detailTypes) {
      expect(bodyOf(await send({ path: href }))).toMatchObject({ detailType, description });
      const decoded = await send({ path: decodeURIComponent(href) });
      expect(bodyOf(decoded)).toMatchObject({ detailType });
    }
  });

  test.each(['nothing', 'constructor', '%E0%A4%A', '..%2Findex'])(
    'a detail type that is not there is 404: %s',
    async (detailType) => {
      const answer = await fakeRegistration().send({ path: `/detail-types/${detailType}` });

      expect(answer).toMatchObject({ statusCode: 404 });
    },
  );
});
