import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { mappingOf, sourceOf } from '../../support/customer.ts';
import { bodyOf } from '../../support/http-api-events.ts';
import { aNotification } from '../../support/domain-builders.ts';
import {
  fakeRegistration,
  type RegistrationOverrides,
} from '../../support/registration-services.ts';

const { maxBodyBytes } = standardSettings.registration;

const wish = { generator: 'acct1/repo1', account: '111122223333', region: 'eu-west-1' };
const { name, arn } = sourceOf(wish);
const failure = (code: string) => Object.assign(new Error('internals of AWS'), { name: code });

function aStage(overrides: RegistrationOverrides = {}) {
  const stage = fakeRegistration(overrides);
  const register = (fields: object = {}, headers: Record<string, string> = {}) =>
    stage.send({ method: 'POST', body: { ...wish, ...fields }, headers });
  return { ...stage, register };
}

describe('a first registration', () => {
  test('creates the source and the mapping, and returns where the customer accepts it', async () => {
    const { register, sources, mappings } = aStage();
    const answer = await register({ detailTypes: ['push'] });

    expect(answer).toMatchObject({
      statusCode: 201,
      headers: { location: `/sources/${encodeURIComponent(name)}?region=eu-west-1` },
    });
    expect(bodyOf(answer)).toEqual({
      ...wish,
      name,
      displayName: null,
      arn,
      detailTypes: ['push'],
      state: 'PENDING',
      expirationTime: '2026-11-28T19:00:00.000Z',
      expiresInSeconds: 7 * 86_400,
      createdAt: '2026-11-21T19:00:00.000Z',
      lastCheckedAt: '2026-11-21T19:00:00.000Z',
      lastAcceptedEvent: null,
      lastError: null,
      pausedAt: null,
      missedSince: '2026-11-21T19:00:00.000Z',
      sendsMissedOnceActive: false,
      retirement: null,
      consoleUrl: 'https://eu-west-1.console.aws.amazon.com/events/home?region=eu-west-1#/partners',
    });
    expect(sources.all()).toMatchObject([{ name, account: wish.account, region: wish.region }]);
    expect(mappings.all()).toEqual([
      {
        ...wish,
        tenant: 'acct1',
        sourceArn: arn,
        sourceName: name,
        generation: 'id-1',
        detailTypes: ['push'],
        state: 'PENDING',
        expirationTime: '2026-11-28T19:00:00.000Z',
        createdAt: '2026-11-21T19:00:00.000Z',
        lastCheckedAt: '2026-11-21T19:00:00.000Z',
        missedSince: '2026-11-21T19:00:00.000Z',
      },
    ]);
  });

  test.each([{ detailTypes: null }, {}])('wants all detail types with %j', async (fields) => {
    const { register, mappings } = aStage();

    expect(bodyOf(await register(fields))).toMatchObject({ detailTypes: null });
    expect(mappings.all()[0]).not.toHaveProperty('detailTypes');
  });

  test('Regions of other partitions have their own ARN and console', async () => {
    const { register } = aStage({ settings: { regions: ['cn-north-1', 'us-gov-west-1'] } });

    expect(bodyOf(await register({ region: 'cn-north-1' }))).toMatchObject({
      arn: `arn:aws-cn:events:cn-north-1::event-source/${name}`,
      consoleUrl: expect.stringContaining('https://cn-north-1.console.amazonaws.cn/'),
    });
    expect(bodyOf(await register({ region: 'us-gov-west-1' }))).toMatchObject({
      consoleUrl: expect.stringContaining('https://us-gov-west-1.console.amazonaws-us-gov.com/'),
    });
  });

  test('is answered though AWS cannot be asked a second time', async () => {
    const { register, sources, log } = aStage();
    sources.disturb((call) => {
      if (call.startsWith('observe')) throw failure('InternalException');
    });
    const answer = await register();

    expect(answer).toMatchObject({ statusCode: 201 });
    expect(bodyOf(answer)).toMatchObject({ state: 'PENDING', expirationTime: null });
    expect(log.lines.map(({ level }) => level)).toContain('warn');
  });
});

describe('the same registration again', () => {
  test('is a success that changes nothing', async () => {
    const { register, mappings, sources } = aStage();
    const first = await register();
    const after = { mappings: mappings.all(), sources: sources.all() };
    const second = await register();

    expect(second).toMatchObject({ statusCode: 200, body: first.body });
    expect(second.headers).not.toHaveProperty('location');
    expect({ mappings: mappings.all(), sources: sources.all() }).toEqual(after);
  });

  test('keeps the detail types where it names none, or the same in another order', async () => {
    const { register } = aStage();
    await register({ detailTypes: ['push', 'issues.opened'] });

    expect(await register()).toMatchObject({ statusCode: 200 });
    const reordered = await register({ detailTypes: ['issues.opened', 'push'] });
    expect(bodyOf(reordered)).toMatchObject({ detailTypes: ['push', 'issues.opened'] });
  });

  test.each([
    [undefined, ['push'], 'The source is registered with all detail types.'],
    [['push'], null, 'The source is registered with push.'],
    [['push'], ['push', 'issues.opened'], 'The source is registered with push.'],
  ])('with other detail types is refused: %j, then %j', async (first, second, detail) => {
    const { register, mappings } = aStage();
    await register({ detailTypes: first });
    const before = mappings.all();

    expect(bodyOf(await register({ detailTypes: second }))).toMatchObject({
      code: 'detailTypesDiffer',
      detail,
    });
    expect(mappings.all()).toEqual(before);
  });

  test('keeps the display name where it gives none, or the same', async () => {
    const { register } = aStage();
    await register({ displayName: 'Orders' });

    for (const again of [{}, { displayName: ' Orders ' }]) {
      const answer = await register(again);
      expect(answer).toMatchObject({ statusCode: 200 });
      expect(bodyOf(answer)).toMatchObject({ displayName: 'Orders' });
    }
  });

  test.each([
    [null, 'Orders', 'The source is registered with no display name.'],
    ['Orders', null, 'The source is registered with the name “Orders”.'],
    ['Orders', 'orders', 'The source is registered with the name “Orders”.'],
  ])('with another display name is refused: %j, then %j', async (first, second, detail) => {
    const { register, mappings } = aStage();
    await register({ displayName: first });
    const before = mappings.all();

    expect(bodyOf(await register({ displayName: second }))).toMatchObject({
      code: 'displayNameDiffers',
      detail,
    });
    expect(mappings.all()).toEqual(before);
  });

  test('returns and writes down that the customer has accepted meanwhile', async () => {
    const { register, sources, mappings, clock } = aStage();
    await register();
    sources.accept(wish.region, name);
    clock.advance(60_000);

    expect(bodyOf(await register())).toMatchObject({ state: 'ACTIVE', expirationTime: null });
    expect(mappings.all()).toMatchObject([
      {
        state: 'ACTIVE',
        generation: 'id-1',
        outbox: [{ type: 'Partner Event Source Activated' }],
      },
    ]);
  });

  test('re-creates a deleted source with the detail types that the mapping had', async () => {
    const { register, sources, mappings } = aStage();
    await register({ detailTypes: ['push'] });
    await sources.delete(wish.region, name, wish.account);
    const answer = await register();

    expect(answer).toMatchObject({ statusCode: 201 });
    expect(bodyOf(answer)).toMatchObject({ detailTypes: ['push'] });
    expect(mappings.all()).toMatchObject([{ generation: 'id-2', detailTypes: ['push'] }]);
    expect(sources.all()).toHaveLength(1);
  });

  test('that meets a change of the detail types leaves them as they were changed', async () => {
    let comesBetween = true;
    const { register, sources, mappings } = aStage({
      mappings: [mappingOf(wish, { detailTypes: ['push'] })],
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          register: async (...input) => {
            if (comesBetween)
              await table.setChoices(mappingOf(wish), { detailTypes: ['issues.opened'] });
            comesBetween = false;
            return await table.register(...input);
          },
        },
      }),
    });

    expect(bodyOf(await register())).toMatchObject({ detailTypes: ['issues.opened'] });
    expect(mappings.all()).toMatchObject([{ detailTypes: ['issues.opened'] }]);
    expect(sources.all()).toHaveLength(1);
  });

  test('that meets a change of the display name leaves it as it was changed', async () => {
    let comesBetween = true;
    const { register } = aStage({
      mappings: [mappingOf(wish, { displayName: 'Orders' })],
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          register: async (...input) => {
            if (comesBetween) await table.setChoices(mappingOf(wish), { displayName: 'Stock' });
            comesBetween = false;
            return await table.register(...input);
          },
        },
      }),
    });

    expect(bodyOf(await register())).toMatchObject({ displayName: 'Stock' });
  });

  test('after a retirement is a new one, with all detail types and no display name unless it gives them', async () => {
    const retirement = { reason: 'gone', retiredAt: '2026-11-20T00:00:00Z' };
    const chosen = { detailTypes: ['push'], displayName: 'Orders' };
    const old = mappingOf(wish, { retirement, ...chosen, outbox: [aNotification()] });
    const { register, mappings } = aStage({ mappings: [old] });

    expect(bodyOf(await register())).toMatchObject({
      retirement: null,
      detailTypes: null,
      displayName: null,
    });
    expect(mappings.all()).toMatchObject([{ generation: 'id-1', outbox: [aNotification()] }]);
  });
});

describe('a crash between the two writes', () => {
  test('is repaired by the next call, which writes the mapping', async () => {
    let crashes = true;
    const { register, sources, mappings } = aStage({
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          register: async (...input) => {
            if (crashes) throw new Error('the process has ended');
            return await table.register(...input);
          },
        },
      }),
    });
    await register();
    expect({ sources: sources.all().length, mappings: mappings.all() }).toEqual({
      sources: 1,
      mappings: [],
    });
    sources.accept(wish.region, name);
    crashes = false;

    expect(await register()).toMatchObject({ statusCode: 201 });
    expect(mappings.all()).toMatchObject([{ state: 'ACTIVE', generation: 'id-2' }]);
    expect(sources.all()).toHaveLength(1);
  });

  test('a lost answer of the creation is none: the source is not taken for an old one', async () => {
    const { register, sources, mappings } = aStage({ mappings: [mappingOf(wish)] });
    let losses = 1;
    sources.disturb((call, when) => {
      if (call.startsWith('create') && when === 'after' && losses > 0) {
        losses -= 1;
        throw failure('TimeoutError');
      }
    });

    expect(await register()).toMatchObject({ statusCode: 201 });
    expect(mappings.all()).toMatchObject([{ generation: 'id-1' }]);
  });
});

test('whoever has created the source wins over a registration that came between', async () => {
  const newer = mappingOf(wish, { generation: 'newer' });
  let comesBetween = true;
  const { register, mappings } = aStage({
    replace: ({ mappings: table }) => ({
      mappings: {
        ...table,
        register: async (...input) => {
          if (comesBetween) await table.register(newer, undefined);
          comesBetween = false;
          return await table.register(...input);
        },
      },
    }),
  });

  // Who deletes the newer one may have deleted the source before it was created here.
  expect(await register()).toMatchObject({ statusCode: 201 });
  expect(mappings.all()).toMatchObject([{ generation: 'id-2' }]);
});

describe('AWS’s answers', () => {
  test.each([
    ['ConcurrentModificationException', 503, 'concurrentChange', 4, 'warn'],
    ['ThrottlingException', 503, 'awsThrottled', 4, 'warn'],
    ['InternalException', 503, 'awsUnavailable', 4, 'warn'],
    ['TimeoutError', 503, 'awsUnavailable', 4, 'warn'],
    ['LimitExceededException', 409, 'awsSourceLimit', 1, 'warn'],
    ['OperationDisabledException', 422, 'regionUnavailable', 1, 'warn'],
    ['UnrecognizedClientException', 422, 'regionUnavailable', 1, 'error'],
    ['InvalidClientTokenId', 422, 'regionUnavailable', 1, 'error'],
    ['OptInRequired', 422, 'regionUnavailable', 1, 'error'],
    ['AccessDeniedException', 500, 'internalError', 1, 'error'],
    ['ValidationException', 500, 'internalError', 1, 'error'],
  ])('%s is %d %s after %d tries, and logged: %s', async (code, status, problem, tries, level) => {
    const { register, sources, mappings, log } = aStage();
    sources.disturb((call) => {
      if (call.startsWith('create')) throw failure(code);
    });
    const answer = await register();

    expect(bodyOf(answer)).toMatchObject({ status, code: problem });
    expect(answer.headers['retry-after']).toBe(status === 503 ? '1' : undefined);
    expect(answer.body).not.toContain('internals');
    expect(sources.calls).toHaveLength(tries);
    expect(mappings.all()).toEqual([]);
    const fields = { failure: { code }, region: wish.region };
    expect(log.lines).toMatchObject([{ level, fields }]);
  });

  test('what passes after a moment is not noticed', async () => {
    const { register, sources } = aStage();
    let failures = 3;
    sources.disturb((call, when) => {
      if (call.startsWith('create') && when === 'before' && failures > 0) {
        failures -= 1;
        throw failure('ConcurrentModificationException');
      }
    });

    expect(await register()).toMatchObject({ statusCode: 201 });
  });

  test('a source of the name for another account is refused', async () => {
    const { register, sources, mappings } = aStage();
    await sources.create(wish.region, name, '999999999999');

    expect(bodyOf(await register())).toMatchObject({ code: 'sourceOfAnotherAccount', status: 409 });
    expect(mappings.all()).toEqual([]);
    expect(sources.all()).toMatchObject([{ account: '999999999999' }]);
  });

  test('a source that is there and not there is given up after four rounds', async () => {
    const { register, mappings } = aStage({
      replace: ({ beginSourceCalls }) => ({
        beginSourceCalls: () => ({
          ...beginSourceCalls(),
          create: async () => ({ kind: 'exists', wasThere: true }),
          observe: async () => ({ kind: 'answered', observation: { kind: 'nonexistent' } }),
        }),
      }),
    });

    expect(bodyOf(await register())).toMatchObject({ code: 'concurrentChange', status: 503 });
    expect(mappings.all()).toEqual([]);
  });
});

describe('limits of a tenant', () => {
  const repositories = [1, 2, 3].map((index) => ({ generator: `acct1/repo${index}` }));

  test('refuse one source too many, before anything is created', async () => {
    const { register, sources } = aStage({
      settings: { limits: { maxSources: 2, maxPendingSources: 9 } },
    });
    const [one, two, three] = repositories;
    await register(one);
    await register(two);

    expect(bodyOf(await register(three))).toMatchObject({
      code: 'sourceLimit',
      detail: 'The limit is 2 sources.',
    });
    expect(sources.all()).toHaveLength(2);
    expect(await register(two)).toMatchObject({ statusCode: 200 });
  });

  test('refuse one too many that nobody has accepted', async () => {
    const { register, sources, clock } = aStage({
      settings: { limits: { maxSources: 9, maxPendingSources: 1 } },
    });
    const [one, two] = repositories;
    await register(one);

    expect(bodyOf(await register(two))).toMatchObject({ code: 'pendingSourceLimit' });
    sources.accept(wish.region, sourceOf({ ...wish, ...one }).name);
    await register(one);
    clock.advance(61_000);
    expect(await register(two)).toMatchObject({ statusCode: 201 });
  });

  const one = { maxSources: 1, maxPendingSources: 1 };
  const [first, second] = repositories;

  test('do not count a source that was deleted', async () => {
    const { register, send } = aStage({ settings: { limits: one } });
    await register(first);
    await send({ method: 'DELETE', path: `/sources/${sourceOf({ ...wish, ...first }).name}` });

    expect(await register(second)).toMatchObject({ statusCode: 201 });
  });

  test.each([
    ['LimitExceededException', 201],
    ['ThrottlingException', 201],
    ['TimeoutError', 409],
  ])(
    'count a source only if AWS may have made it: after %s the next is %d',
    async (code, status) => {
      const { register, sources } = aStage({ settings: { limits: one } });
      sources.disturb(() => {
        throw failure(code);
      });
      await register(first);
      sources.disturb(() => undefined);

      expect(await register(second)).toMatchObject({ statusCode: status });
    },
  );

  test('count a source that an earlier round of the same call may have made', async () => {
    const { register, sources } = aStage({
      settings: { limits: one },
      replace: ({ mappings: table }) => ({
        mappings: { ...table, register: async () => 'superseded' },
      }),
    });
    sources.disturb((call) => {
      if (call.startsWith('create') && sources.calls.length > 1) {
        throw failure('LimitExceededException');
      }
    });

    expect(bodyOf(await register(first))).toMatchObject({ code: 'awsSourceLimit' });
    expect(bodyOf(await register(second))).toMatchObject({ code: 'sourceLimit' });
  });

  test('that cannot be given back fail no request, and are logged', async () => {
    const { register, sources, send, log } = aStage({
      replace: ({ admissions }) => ({
        admissions: {
          ...admissions,
          release: async () => await Promise.reject(new Error('no writes')),
        },
      }),
    });
    await register();

    expect(await send({ method: 'DELETE', path: `/sources/${name}` })).toMatchObject({
      statusCode: 204,
    });
    sources.disturb(() => {
      throw failure('LimitExceededException');
    });
    expect(bodyOf(await register())).toMatchObject({ code: 'awsSourceLimit' });
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(3);
  });

  test('are each tenant’s own', async () => {
    const { register, send } = aStage({
      settings: { limits: { maxSources: 1, maxPendingSources: 1 } },
    });
    await register();
    const body = { ...wish, generator: 'acct2/repo1' };

    expect(await send({ method: 'POST', tenant: 'acct2', body })).toMatchObject({
      statusCode: 201,
    });
  });
});

const wishOf = (index: number) => ({ ...wish, generator: `acct1/repo${index}` });
const nameOf = (index: number) => sourceOf(wishOf(index)).name;
const observations = (calls: readonly string[]) =>
  calls.filter((call) => call.startsWith('observe'));

/** A tenant whose sources 1 to `count` are PENDING in the table, each asked about a minute after the one before. */
async function aFullStage(count: number, overrides: RegistrationOverrides = {}) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const stage = aStage({
    settings: { limits: { maxSources: 1_000, maxPendingSources: count } },
    mappings: numbers.map((index) =>
      mappingOf(wishOf(index), {
        state: 'PENDING',
        ...(index > 1 && {
          lastCheckedAt: new Date(Date.UTC(2026, 10, 20, 0, index)).toISOString(),
        }),
      }),
    ),
    ...overrides,
  });
  for (const index of numbers) {
    await stage.sources.create(wish.region, nameOf(index), wish.account);
  }
  stage.sources.calls.length = 0;
  return stage;
}

describe('before one is refused beside too many that nobody has accepted', () => {
  test('AWS is asked, and those that were accepted or deleted make room', async () => {
    for (const end of ['accepted', 'deleted']) {
      const { register, sources, mappings } = await aFullStage(3);
      if (end === 'accepted') sources.accept(wish.region, nameOf(2));
      else await sources.delete(wish.region, nameOf(2), wish.account);

      expect(await register(wishOf(9))).toMatchObject({ statusCode: 201 });
      const two = mappings.all().find(({ sourceName }) => sourceName === nameOf(2));
      expect(two).toMatchObject(end === 'deleted' ? { retirement: {} } : { state: 'ACTIVE' });
    }
  });

  test('it is refused nevertheless if nobody has accepted any', async () => {
    const { register, sources } = await aFullStage(3);

    expect(bodyOf(await register(wishOf(9)))).toMatchObject({ code: 'pendingSourceLimit' });
    expect(observations(sources.calls)).toHaveLength(3);
    expect(sources.all()).toHaveLength(3);
  });

  test('20 are asked about, those first that were not for longest, five at a time', async () => {
    let underWay = 0;
    let most = 0;
    const { register, sources } = await aFullStage(25, {
      replace: ({ beginSourceCalls }) => ({
        beginSourceCalls: () => {
          const calls = beginSourceCalls();
          return {
            ...calls,
            observe: async (...input) => {
              underWay += 1;
              most = Math.max(most, underWay);
              const answer = await calls.observe(...input);
              underWay -= 1;
              return answer;
            },
          };
        },
      }),
    });
    await register(wishOf(99));

    const asked = Array.from({ length: 20 }, (_, index) => nameOf(index + 1));
    expect(observations(sources.calls)).toEqual(
      asked.map((one) => `observe ${wish.region} ${one}`),
    );
    expect(most).toBe(5);
  });

  test('all pages of the tenant’s sources are looked through, and no other tenant’s', async () => {
    const { register, sources } = await aFullStage(1, {
      mappings: [
        ...Array.from({ length: 150 }, (_, index) => mappingOf(wishOf(1_000 + index))),
        mappingOf(wishOf(9_999), { state: 'PENDING' }),
        mappingOf(
          { ...wish, generator: 'acct2/repo' },
          { state: 'PENDING', sourceArn: 'arn:other' },
        ),
      ],
    });
    await sources.create(wish.region, nameOf(9_999), wish.account);
    sources.accept(wish.region, nameOf(9_999));

    expect(await register(wishOf(2))).toMatchObject({ statusCode: 201 });
  });

  test('a Region that does not answer is left alone, and the others are asked', async () => {
    const there = { ...wishOf(50), region: 'us-east-1' };
    const { register, sources, log, mappings } = await aFullStage(12);
    mappings.put(mappingOf(there, { state: 'PENDING', lastCheckedAt: '2026-11-21T00:00:00.000Z' }));
    await sources.create(there.region, sourceOf(there).name, there.account);
    sources.accept(there.region, sourceOf(there).name);
    sources.disturb((call) => {
      if (call.startsWith(`observe ${wish.region} ${nameOf(1)}`)) throw failure('TimeoutError');
      if (call.startsWith(`observe ${wish.region}`)) throw failure('OptInRequired');
    });
    await register(wishOf(99));

    expect(mappings.all().find(({ region }) => region === there.region)).toMatchObject({
      state: 'ACTIVE',
    });
    // Five were begun at once.
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(5);
  });

  test('the index is given time to show what was found', async () => {
    const slept: number[] = [];
    const { register, sources } = await aFullStage(1, {
      replace: () => ({
        sleep: async (milliseconds) => {
          slept.push(milliseconds);
        },
      }),
    });
    sources.accept(wish.region, nameOf(1));
    await register(wishOf(9));

    expect(slept).toEqual([1_000]);
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'key-1' };

  test('may be sent again with the same registration, also after it was deleted', async () => {
    const { register, send } = aStage();
    await register({ detailTypes: ['push', 'issues.opened'] }, key);
    const again = await register({ detailTypes: ['issues.opened', 'push'] }, key);
    expect(again).toMatchObject({ statusCode: 200 });

    await send({ method: 'DELETE', path: `/sources/${name}` });
    const newer = await register({ detailTypes: ['push', 'issues.opened'] }, key);
    expect(newer).toMatchObject({ statusCode: 201 });
  });

  test.each([
    { account: '999999999999' },
    { region: 'us-east-1' },
    { generator: 'acct1/repo2' },
    { detailTypes: ['push'] },
    { detailTypes: null },
    { displayName: 'Orders' },
  ])('with another registration is refused: %j', async (fields) => {
    const { register, sources } = aStage();
    await register({}, key);

    expect(bodyOf(await register(fields, key))).toMatchObject({ code: 'idempotencyKeyReused' });
    expect(sources.all()).toHaveLength(1);
  });

  test('is the tenant’s own', async () => {
    const { register, send } = aStage();
    await register({}, key);
    const body = { ...wish, generator: 'acct2/repo1' };
    const other = await send({ method: 'POST', tenant: 'acct2', body, headers: key });

    expect(other).toMatchObject({ statusCode: 201 });
  });

  test('of no use is named beside all that is wrong with the body', async () => {
    const { register } = aStage();
    const { errors } = bodyOf(await register({ account: '1' }, { 'idempotency-key': '' }));

    expect(errors).toMatchObject([{ field: 'Idempotency-Key' }, { field: '/account' }]);
  });

  test.each(['', 'x'.repeat(256)])('of no use is named: %#', async (text) => {
    const { register } = aStage();

    expect(bodyOf(await register({}, { 'idempotency-key': text }))).toMatchObject({
      code: 'invalidRequest',
      errors: [{ field: 'Idempotency-Key', message: 'must have 1 to 255 characters' }],
    });
  });
});

describe('what is wrong with a request is named, each field of it', () => {
  const longName = `acct1/${'x'.repeat(250)}`;

  test.each([
    [{ generator: undefined }, [['/generator', 'is missing']]],
    [{ generator: 7 }, [['/generator', 'must be a string, not a number']]],
    [{ generator: 'acct1' }, [['/generator', /names no resource/]]],
    [{ generator: 'acct1//x' }, [['/generator', /empty segment/]]],
    [{ generator: 'acct1/a\u0007' }, [['/generator', 'holds a control character']]],
    [{ generator: 'acct1/a ' }, [['/generator', 'has white space at an end of a segment']]],
    [{ generator: longName }, [['/generator', /source name of \d+ characters, 256/]]],
    [{ account: '12' }, [['/account', 'must be 12 digits']]],
    [{ account: null }, [['/account', 'must be a string, not null']]],
    [{ region: 'us-west-2' }, [['/region', 'must be one of GET /regions']]],
    [{ region: '' }, [['/region', 'must be one of GET /regions']]],
    [{ detailTypes: 'push' }, [['/detailTypes', /must be an array of strings, or null/]]],
    [{ detailTypes: [] }, [['/detailTypes', 'is empty; null stands for all']]],
    [{ detailTypes: ['push', 'push'] }, [['/detailTypes', 'names one of them twice']]],
    [{ detailTypes: ['push', 5] }, [['/detailTypes/1', 'must be a string, not a number']]],
    [{ detailTypes: ['nope'] }, [['/detailTypes/0', 'must be one of GET /detail-types']]],
    [{ 'a/b~c': 1 }, [['/a~1b~0c', 'is not a field of this request']]],
    [{ constructor: 1 }, [['/constructor', 'is not a field of this request']]],
    [
      { account: '1', region: 7, more: true },
      [
        ['/more', /./],
        ['/account', /./],
        ['/region', /./],
      ],
    ],
    [
      { region: 'nowhere', generator: 'x', detailTypes: ['nope'] },
      [
        ['/generator', /./],
        ['/region', /./],
        ['/detailTypes/0', /./],
      ],
    ],
    [
      {
        generator: 'acct1/\u202Erepo1',
        account: '1',
        region: 'nowhere',
        detailTypes: ['nope', '', 'push', 'nope'],
        more: true,
      },
      [
        ['/more', 'is not a field of this request'],
        ['/generator', 'holds a character that changes the direction of text'],
        ['/account', 'must be 12 digits'],
        ['/region', 'must be one of GET /regions'],
        ['/detailTypes/0', 'must be one of GET /detail-types'],
        ['/detailTypes/1', 'is empty'],
        ['/detailTypes/3', 'must be one of GET /detail-types'],
        ['/detailTypes', 'names one of them twice'],
      ],
    ],
  ])('%j', async (fields, errors) => {
    const { register, sources } = aStage();
    const answer = await register(fields);

    expect(bodyOf(answer)).toMatchObject({ code: 'invalidRequest', status: 400 });
    expect(bodyOf(answer).errors.map(({ field }: { field: string }) => field)).toEqual(
      errors.map(([field]) => field),
    );
    errors.forEach(([, message], index) => {
      expect(bodyOf(answer).errors[index].message).toMatch(message!);
    });
    expect(sources.calls).toEqual([]);
  });

  test('a catalogue without detail types takes any', async () => {
    const empty = { isEmpty: true, list: () => [], has: () => false, find: async () => undefined };
    const { register } = aStage({ replace: () => ({ catalog: empty }) });

    expect(await register({ detailTypes: ['whatever'] })).toMatchObject({ statusCode: 201 });
  });
});

describe('a generator of another tenant', () => {
  test('is 404, whether there is such a thing or not, and nobody is asked', async () => {
    const theirs = { ...wish, generator: 'acct2/repo1' };
    const ofThem = aStage({ mappings: [mappingOf(theirs)] });
    const ofNobody = aStage();
    const answer = await ofThem.register(theirs, { 'idempotency-key': 'key' });

    expect(answer).toMatchObject({ statusCode: 404 });
    expect(await ofNobody.register(theirs)).toEqual(answer);
    expect(ofThem.sources.calls).toEqual([]);
    const again = await ofThem.register({}, { 'idempotency-key': 'key' });
    expect(again).toMatchObject({ statusCode: 201 });
  });

  test('is none that only begins like one’s own', async () => {
    const { register } = aStage();

    expect(await register({ generator: 'acct11/repo1' })).toMatchObject({ statusCode: 404 });
  });
});

describe('the body', () => {
  const body = JSON.stringify(wish);
  const json = { 'content-type': 'application/json' };
  const { send } = fakeRegistration();
  const post = (overrides: object) => send({ method: 'POST', body, headers: json, ...overrides });

  test.each([
    {},
    { headers: { 'content-type': 'application/json; charset=utf-8' } },
    { headers: { 'content-type': 'Application/JSON;charset=utf-8' } },
    { body: Buffer.from(body).toString('base64'), isBase64Encoded: true },
    { body: Buffer.from(`\uFEFF${body}`).toString('base64'), isBase64Encoded: true },
  ])('is read: %j', async (overrides) => {
    expect(bodyOf(await post(overrides))).toMatchObject(wish);
  });

  test.each([
    [{ headers: {} }, 415, 'unsupportedMediaType'],
    [{ headers: { 'content-type': 'text/plain' } }, 415, 'unsupportedMediaType'],
    [{ headers: { 'content-type': 'application/jsonp' } }, 415, 'unsupportedMediaType'],
    [{ body: undefined }, 400, 'invalidRequest'],
    [{ body: '' }, 400, 'invalidRequest'],
    [{ body: '{' }, 400, 'invalidRequest'],
    [{ body: '[]' }, 400, 'invalidRequest'],
    [{ body: 'null' }, 400, 'invalidRequest'],
    [{ body: '['.repeat(16_000) }, 400, 'invalidRequest'],
    [{ body: body.slice(0, -1), isBase64Encoded: true }, 400, 'invalidRequest'],
    [
      { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64'), isBase64Encoded: true },
      400,
      'invalidRequest',
    ],
    [{ body: ' '.repeat(maxBodyBytes + 1) }, 413, 'bodyTooLarge'],
    [
      { body: Buffer.alloc(maxBodyBytes + 1, 0x20).toString('base64'), isBase64Encoded: true },
      413,
      'bodyTooLarge',
    ],
    [{ body: `"${'é'.repeat(maxBodyBytes / 2)}"` }, 413, 'bodyTooLarge'],
  ])('is refused: case %#', async (overrides, status, code) => {
    expect(bodyOf(await post(overrides))).toMatchObject({ status, code });
  });

  test('of the greatest size is read, however it is encoded', async () => {
    const whole = body.padEnd(maxBodyBytes);

    expect(await post({ body: whole })).toMatchObject({ statusCode: 200 });
    const encoded = Buffer.from(whole).toString('base64');
    expect(await post({ body: encoded, isBase64Encoded: true })).toMatchObject({ statusCode: 200 });
  });

  test('of any text is answered as described, and never 500', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        expect((await post({ body: text })).statusCode).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});
