import { describe, expect, test } from '@jest/globals';
import { readDomainEvent } from '../../../lambdas/domain/read-domain-event.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import type { Answer } from '../../../lambdas/registration/answers.ts';
import { mappingOf, sourceOf, type Wish } from '../../support/customer.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { bodyOf } from '../../support/http-api-events.ts';
import {
  fakeRegistration,
  type RegistrationOverrides,
} from '../../support/registration-services.ts';

const wish = { generator: 'acct1/repo1', account: '111122223333', region: 'eu-west-1' };
const elsewhere = { ...wish, region: 'us-east-1' };
const { name, arn } = sourceOf(wish);
const retirement = { reason: 'nobody accepted it', retiredAt: '2026-11-20T00:00:00.000Z' };
const failure = (code: string) => Object.assign(new Error('internals of AWS'), { name: code });

/** The operations on one source. */
const operations = [
  { method: 'GET', suffix: '' },
  { method: 'PATCH', suffix: '', body: { detailTypes: null } },
  { method: 'DELETE', suffix: '' },
  { method: 'POST', suffix: '/recreate' },
  { method: 'POST', suffix: '/test-event' },
];

async function aStage(
  { isThere = true, ...overrides }: RegistrationOverrides & { isThere?: boolean } = {},
  ...mappings: Parameters<typeof mappingOf>[]
) {
  const stage = fakeRegistration({
    mappings: (mappings.length > 0 ? mappings : [[wish] as const]).map(([one, fields]) =>
      mappingOf(one, fields),
    ),
    ...overrides,
  });
  for (const [one = wish] of isThere ? (mappings.length > 0 ? mappings : [[wish]]) : []) {
    await stage.sources.create(one.region, sourceOf(one).name, one.account);
    stage.sources.accept(one.region, sourceOf(one).name);
  }
  stage.sources.calls.length = 0;
  const on = (method: string, suffix = '', rest: { body?: unknown; region?: string } = {}) =>
    stage.send({
      method,
      path: `/sources/${name}${suffix}`,
      ...(rest.body !== undefined && { body: rest.body }),
      ...(rest.region !== undefined && { query: { region: rest.region } }),
    });
  return { ...stage, on };
}

const brief = ({ statusCode, body }: Answer) => ({
  statusCode,
  code: body === undefined ? undefined : JSON.parse(body).code,
});

describe('a name', () => {
  test.each(operations)(
    'may be percent-encoded or not: $method $suffix',
    async ({ method, suffix, body }) => {
      const generator = 'acct1/é repo_.x';
      const odd = { ...wish, generator };
      const encoded = encodeURIComponent(sourceOf(odd).name);
      for (const given of [sourceOf(odd).name, encoded, encoded.replaceAll('%2F', '%2f')]) {
        const { send } = await aStage({}, [odd]);
        const answer = await send({ method, path: `/sources/${given}${suffix}`, body });
        expect(answer.statusCode).toBeLessThan(300);
      }
    },
  );

  test.each(operations)(
    'may be an ARN of the source or of its bus, which has its Region: $method $suffix',
    async ({ method, suffix, body }) => {
      const bus = `arn:aws:events:${wish.region}:${wish.account}:event-bus/${name}`;
      for (const given of [arn, bus, encodeURIComponent(arn)]) {
        const { send } = await aStage({}, [wish], [elsewhere]);
        const answer = await send({ method, path: `/sources/${given}${suffix}`, body });
        expect(answer.statusCode).toBeLessThan(300);
      }
    },
  );

  test('of an ARN in another Region than the one that is asked for is not found', async () => {
    const { send } = await aStage({}, [wish]);
    const query = { region: 'us-east-1' };

    expect(brief(await send({ path: `/sources/${arn}`, query }))).toMatchObject({
      statusCode: 404,
    });
  });

  test.each(operations)(
    'that is another tenant’s is answered as one that is not there, and the table is not asked: $method $suffix',
    async ({ method, suffix, body }) => {
      const theirs = sourceOf({ ...wish, generator: 'acct2/repo1' }).name;
      const nothing = sourceOf({ ...wish, generator: 'acct1/nothing' }).name;
      const stage = await aStage({}, [{ ...wish, generator: 'acct2/repo1' }]);
      const foreign = await stage.send({ method, path: `/sources/${theirs}${suffix}`, body });
      const guarded = await aStage({
        replace: ({ mappings: table }) => ({
          mappings: { ...table, find: async () => await Promise.reject(new Error('asked')) },
        }),
      });

      expect(foreign).toMatchObject({ statusCode: 404 });
      expect(await stage.send({ method, path: `/sources/${nothing}${suffix}`, body })).toEqual(
        foreign,
      );
      expect(await guarded.send({ method, path: `/sources/${theirs}${suffix}`, body })).toEqual(
        foreign,
      );
      expect(stage.sources.calls).toEqual([]);
    },
  );

  test.each([
    'x',
    'aws.partner/vendor.test/acct1/111122223333',
    'aws.partner/vendor.test/acct1//111122223333',
    'aws.partner/other.test/acct1/repo1/111122223333',
    'aws.partner/vendor.test/acct1/repo1/',
    'aws.partner/vendor.test/acct1/repo_.ZZ/111122223333',
    '%E0%A4%A',
    `aws.partner/vendor.test/acct1/${'x'.repeat(2_000)}/111122223333`,
  ])('that no source can have is not found: %s', async (given) => {
    const { send } = await aStage();

    expect(brief(await send({ path: `/sources/${given}` }))).toEqual({
      statusCode: 404,
      code: 'notFound',
    });
  });
});

describe('a name in several Regions', () => {
  test.each(operations)('needs a Region: $method $suffix', async ({ method, suffix, body }) => {
    const { on } = await aStage({}, [wish], [elsewhere]);
    const unclear = await on(method, suffix, { body });

    expect(bodyOf(unclear)).toMatchObject({
      code: 'regionRequired',
      errors: [{ field: 'region', message: 'must be one of eu-west-1, us-east-1' }],
    });
    expect((await on(method, suffix, { body, region: 'us-east-1' })).statusCode).toBeLessThan(300);
    expect(brief(await on(method, suffix, { body, region: 'eu-west-2' })).statusCode).toBe(404);
  });

  test('is the only live one, or the only one', async () => {
    const { on } = await aStage({}, [wish, { retirement }], [elsewhere]);

    expect(bodyOf(await on('GET'))).toMatchObject({ region: 'us-east-1' });
    expect(bodyOf(await on('GET', '', { region: 'eu-west-1' }))).toMatchObject({ retirement });
    const alone = await aStage({}, [wish, { retirement }]);
    expect(bodyOf(await alone.on('GET'))).toMatchObject({ retirement });
    const both = await aStage({}, [wish, { retirement }], [elsewhere, { retirement }]);
    expect(bodyOf(await both.on('GET'))).toMatchObject({ code: 'regionRequired' });
  });

  test('is another one for another account', async () => {
    const { on } = await aStage({}, [wish], [{ ...elsewhere, account: '999999999999' }]);

    expect(bodyOf(await on('GET'))).toMatchObject({ region: 'eu-west-1' });
  });
});

describe('GET', () => {
  test('returns what AWS reports at that moment, writes it down, and keeps it for the vendor', async () => {
    const { on, sources, mappings } = await aStage();
    sources.leave(wish.region, name);

    expect(bodyOf(await on('GET'))).toMatchObject({
      state: 'PENDING',
      expirationTime: '2026-11-28T19:00:00.000Z',
      expiresInSeconds: 7 * 86_400,
      lastCheckedAt: '2026-11-21T19:00:00.000Z',
    });
    expect(mappings.all()).toMatchObject([
      { state: 'PENDING', outbox: [{ type: 'Partner Event Source Deactivated' }] },
    ]);
  });

  test('retires a mapping whose source no longer exists, and says why', async () => {
    const { on, mappings } = await aStage({ isThere: false });

    expect(bodyOf(await on('GET'))).toMatchObject({
      retirement: {
        reason: 'the source no longer exists in AWS',
        retiredAt: '2026-11-21T19:00:00.000Z',
      },
      expirationTime: null,
      expiresInSeconds: null,
    });
    expect(mappings.all()).toMatchObject([{ retirement: {} }]);
  });

  test('changes nothing that the stage’s policy only reports', async () => {
    const { services } = fakeRegistration();
    const { policy } = services.settings;
    const { on, mappings } = await aStage({
      isThere: false,
      settings: { policy: { ...policy, gone: 'report' } },
    });
    const before = mappings.all();

    expect(bodyOf(await on('GET'))).toMatchObject({ state: 'ACTIVE', retirement: null });
    expect(mappings.all()).toMatchObject(before.map(({ generation }) => ({ generation })));
    expect(mappings.all()[0]).not.toHaveProperty('retirement');
  });

  test('returns what the table has when AWS does not answer', async () => {
    const { on, sources, log } = await aStage();
    sources.leave(wish.region, name);
    sources.disturb(() => {
      throw failure('ThrottlingException');
    });

    expect(bodyOf(await on('GET'))).toMatchObject({ state: 'ACTIVE', lastCheckedAt: null });
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { code: 'ThrottlingException' } }]);
  });

  test('returns what the table has when the table cannot be changed', async () => {
    const { on, sources } = await aStage({
      replace: ({ mappings: table }) => ({
        mappings: { ...table, change: async () => await Promise.reject(new Error('no writes')) },
      }),
    });
    sources.leave(wish.region, name);

    expect(bodyOf(await on('GET'))).toMatchObject({ state: 'ACTIVE' });
  });

  test('of a retired mapping makes no call: it is DELETED, whatever AWS last reported', async () => {
    const expirationTime = '2026-11-28T19:00:00.000Z';
    const { on, sources, send } = await aStage({}, [
      wish,
      { retirement, state: 'PENDING', expirationTime },
    ]);
    const retired = { retirement, state: 'DELETED', expirationTime: null, expiresInSeconds: null };

    expect(bodyOf(await on('GET'))).toMatchObject(retired);
    expect(bodyOf(await send({}))).toMatchObject({ sources: [retired] });
    expect(sources.calls).toEqual([]);
  });

  test('returns the last event and the last error', async () => {
    const lastAcceptedEvent = { id: 'e', detailType: 'push', acceptedAt: '2026-11-21T18:00:00Z' };
    const lastError = { code: 'Throttling', message: 'slow', time: '2026-11-21T18:00:00Z' };
    const { on } = await aStage({}, [wish, { lastAcceptedEvent, lastError }]);

    expect(bodyOf(await on('GET'))).toMatchObject({
      lastAcceptedEvent,
      lastError: { ...lastError, resolved: false },
    });
  });

  test('returns an error as resolved if an event was accepted since', async () => {
    const lastAcceptedEvent = { id: 'e', detailType: 'push', acceptedAt: '2026-11-21T18:00:01Z' };
    const lastError = { code: 'Throttling', message: 'slow', time: '2026-11-21T18:00:00Z' };
    const { on, send } = await aStage({}, [wish, { lastAcceptedEvent, lastError }]);
    const history = { lastError: { ...lastError, resolved: true } };

    expect(bodyOf(await on('GET'))).toMatchObject(history);
    expect(bodyOf(await send({}))).toMatchObject({ sources: [history] });
  });

  test('an expiry in the past is in zero seconds', async () => {
    const expirationTime = '2026-11-21T18:00:00.000Z';
    const { on, sources } = await aStage({}, [wish, { state: 'PENDING', expirationTime }]);
    sources.disturb(() => {
      throw failure('InternalException');
    });

    expect(bodyOf(await on('GET'))).toMatchObject({ expirationTime, expiresInSeconds: 0 });
  });
});

describe('PATCH', () => {
  test.each([[['push']], [['push', 'issues.opened']], [null]])(
    'changes the detail types to %j, and nothing else',
    async (detailTypes) => {
      const { on, mappings } = await aStage({}, [wish, { detailTypes: ['issues.opened'] }]);
      const answer = await on('PATCH', '', { body: { detailTypes } });

      expect(bodyOf(answer)).toMatchObject({ detailTypes });
      const { detailTypes: _, ...rest } = mappingOf(wish);
      expect(mappings.all()).toEqual([{ ...rest, ...(detailTypes && { detailTypes }) }]);
    },
  );

  test.each([
    [{}, '', 'must have detailTypes, displayName or both'],
    [{ displayName: ' ' }, '/displayName', 'is empty'],
    [{ displayName: 7 }, '/displayName', 'must be a string, or null, not a number'],
    [{ displayName: 'a\nb' }, '/displayName', 'holds a control character or a line break'],
    [{ detailTypes: ['nope'] }, '/detailTypes/0', 'must be one of GET /detail-types'],
    [{ detailTypes: null, account: '1' }, '/account', 'is not a field of this request'],
  ])('names what is wrong: %j', async (body, field, message) => {
    const { on } = await aStage();

    expect(bodyOf(await on('PATCH', '', { body })).errors).toEqual([{ field, message }]);
  });

  test('changes the display name, or takes it away, and nothing else', async () => {
    const lastAcceptedEvent = { id: 'e', detailType: 'push', acceptedAt: '2026-11-21T18:00:00Z' };
    const before = { detailTypes: ['push'], lastAcceptedEvent };
    const { on, mappings } = await aStage({}, [wish, before]);
    const named = await on('PATCH', '', { body: { displayName: ' Orders ' } });

    expect(bodyOf(named)).toMatchObject({ displayName: 'Orders', detailTypes: ['push'] });
    expect(mappings.all()).toEqual([mappingOf(wish, { ...before, displayName: 'Orders' })]);

    const unnamed = await on('PATCH', '', { body: { displayName: null } });
    expect(bodyOf(unnamed)).toMatchObject({ displayName: null });
    expect(mappings.all()).toEqual([mappingOf(wish, before)]);
  });

  test('changes what GET and a list show as the display name', async () => {
    const { on, send } = await aStage();
    await on('PATCH', '', { body: { displayName: 'Orders' } });

    expect(bodyOf(await on('GET'))).toMatchObject({ displayName: 'Orders' });
    expect(bodyOf(await send({}))).toMatchObject({ sources: [{ displayName: 'Orders' }] });
  });

  test('changes both at once', async () => {
    const { on } = await aStage({}, [wish, { detailTypes: ['push'], displayName: 'Orders' }]);
    const body = { displayName: 'Stock', detailTypes: null };

    expect(bodyOf(await on('PATCH', '', { body }))).toMatchObject(body);
  });

  test('of a retired source is refused', async () => {
    const { on } = await aStage({}, [wish, { retirement }]);

    expect(bodyOf(await on('PATCH', '', { body: { detailTypes: null } }))).toMatchObject({
      code: 'sourceRetired',
    });
  });

  test('of a source that is registered again at that moment is refused', async () => {
    const { on } = await aStage({
      replace: ({ mappings: table }) => ({
        mappings: { ...table, setChoices: async () => 'superseded' },
      }),
    });

    expect(bodyOf(await on('PATCH', '', { body: { detailTypes: null } }))).toMatchObject({
      code: 'changedMeanwhile',
    });
  });
});

describe('DELETE', () => {
  test.each([{}, { retirement }])('takes source and mapping away: %j', async (fields) => {
    const { on, sources, mappings } = await aStage({}, [wish, fields]);
    const answer = await on('DELETE');

    expect(answer).toMatchObject({ statusCode: 204 });
    expect(answer).not.toHaveProperty('body');
    expect([sources.all(), mappings.all()]).toEqual([[], []]);
    expect(brief(await on('DELETE'))).toEqual({ statusCode: 404, code: 'notFound' });
  });

  test('of a source that no longer exists removes the mapping', async () => {
    const { on, mappings } = await aStage({ isThere: false });

    expect(await on('DELETE')).toMatchObject({ statusCode: 204 });
    expect(mappings.all()).toEqual([]);
  });

  test.each([
    ['ConcurrentModificationException', 503, 'concurrentChange'],
    ['OperationDisabledException', 422, 'regionUnavailable'],
    ['AccessDeniedException', 500, 'internalError'],
  ])('that AWS refuses leaves the mapping: %s is %d %s', async (code, statusCode, problem) => {
    const { on, sources, mappings } = await aStage();
    sources.disturb(() => {
      throw failure(code);
    });

    expect(brief(await on('DELETE'))).toEqual({ statusCode, code: problem });
    expect(mappings.all()).toHaveLength(1);
  });

  test('that meets a newer registration gives its source back', async () => {
    const newer = mappingOf(wish, { generation: 'newer', detailTypes: ['push'] });
    const { on, sources, mappings } = await aStage({
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          remove: async (version) => {
            await table.register(newer, mappingOf(wish));
            return await table.remove(version);
          },
        },
      }),
    });

    expect(bodyOf(await on('DELETE'))).toMatchObject({ code: 'changedMeanwhile' });
    expect(mappings.all()).toMatchObject([{ generation: 'id-1', detailTypes: ['push'] }]);
    expect(sources.all()).toMatchObject([{ name, account: wish.account }]);
  });
});

/** A stage on which somebody changes the detail types just before the next write of a registration. */
async function aChangedStage(fields: Parameters<typeof mappingOf>[1], isThere: boolean) {
  let comesBetween = true;
  return await aStage(
    {
      isThere,
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          register: async (...input) => {
            const [current] = await table.find(wish.generator);
            if (comesBetween) await table.setChoices(current!, { detailTypes: ['issues.opened'] });
            comesBetween = false;
            return await table.register(...input);
          },
          remove: async (version) => {
            const newer = mappingOf(wish, { generation: 'newer', detailTypes: ['push'] });
            await table.register(newer, mappingOf(wish, fields));
            return await table.remove(version);
          },
        },
      }),
    },
    [wish, fields],
  );
}

describe('a change of the detail types that comes between', () => {
  test('is kept by who makes the source again', async () => {
    const { on, mappings } = await aChangedStage({ detailTypes: ['push'] }, false);

    expect(bodyOf(await on('POST', '/recreate'))).toMatchObject({
      detailTypes: ['issues.opened'],
    });
    expect(mappings.all()).toMatchObject([{ detailTypes: ['issues.opened'] }]);
  });

  test('is kept by who gives the source back that it has deleted', async () => {
    const { on, mappings, sources } = await aChangedStage({}, true);

    expect(bodyOf(await on('DELETE'))).toMatchObject({ code: 'changedMeanwhile' });
    expect(mappings.all()).toMatchObject([{ detailTypes: ['issues.opened'] }]);
    expect(sources.all()).toHaveLength(1);
  });
});

describe('recreate', () => {
  test.each([
    ['a retired source', { retirement, detailTypes: ['push'], displayName: 'Orders' }],
    [
      'a live mapping whose source no longer exists',
      { detailTypes: ['push'], displayName: 'Orders' },
    ],
  ])('registers %s again with what was chosen for it', async (_, fields) => {
    const { on, sources, mappings } = await aStage({ isThere: false }, [wish, fields]);
    const answer = await on('POST', '/recreate');

    expect(answer).toMatchObject({ statusCode: 201, headers: { location: expect.anything() } });
    expect(bodyOf(answer)).toMatchObject({
      arn,
      state: 'PENDING',
      detailTypes: ['push'],
      displayName: 'Orders',
      retirement: null,
      createdAt: '2026-11-21T19:00:00.000Z',
    });
    expect(mappings.all()).toMatchObject([{ generation: 'id-1' }]);
    expect(sources.all()).toHaveLength(1);
  });

  test('leaves a source whose detail types were changed as it began', async () => {
    let comesBetween = true;
    const { on } = await aStage({
      replace: ({ mappings: table }) => ({
        mappings: {
          ...table,
          find: async (generator) => {
            const found = await table.find(generator);
            if (comesBetween) await table.setChoices(mappingOf(wish), { detailTypes: ['push'] });
            comesBetween = false;
            return found;
          },
        },
      }),
    });
    const answer = await on('POST', '/recreate');

    expect(answer).toMatchObject({ statusCode: 200 });
    expect(bodyOf(answer)).toMatchObject({ detailTypes: ['push'] });
  });

  test('leaves a source that is still there', async () => {
    const { on, mappings } = await aStage();

    expect(await on('POST', '/recreate')).toMatchObject({ statusCode: 200 });
    expect(mappings.all()).toMatchObject([{ generation: 'generation-1' }]);
  });

  test('stays within the tenant’s limits', async () => {
    const { on } = await aStage(
      { isThere: false, settings: { limits: { maxSources: 1, maxPendingSources: 1 } } },
      [wish, { retirement }],
      [{ ...wish, generator: 'acct1/other' }],
    );

    expect(bodyOf(await on('POST', '/recreate'))).toMatchObject({ code: 'sourceLimit' });
  });
});

describe('a test event', () => {
  test.each([
    ['ACTIVE', true],
    ['PENDING', false],
  ])('is queued for this source alone, which is %s', async (state, wasActive) => {
    const { on, sources, queue } = await aStage();
    if (!wasActive) sources.leave(wish.region, name);
    const answer = await on('POST', '/test-event');

    expect(answer).toMatchObject({ statusCode: 202 });
    expect(bodyOf(answer)).toEqual({
      id: 'test-id-1',
      detailType: testEventDetailType,
      state,
      wasActive,
    });
    expect(queue.messages).toMatchObject([{ attributes: { sourceArn: arn }, groupId: 'acct1' }]);
    const body = JSON.parse(queue.messages[0]!.body);
    expect(body.detail).toEqual({
      test: true,
      id: 'test-id-1',
      message: 'A test event of vendor.test. Nothing has happened.',
      sourceName: name,
      requestedAt: '2026-11-21T19:00:00.000Z',
    });
    expect(readDomainEvent(JSON.stringify(body), testNowMs)).toMatchObject({
      kind: 'event',
      event: { id: 'test-id-1', generator: wish.generator, detailType: testEventDetailType },
    });
  });

  test('is not sent to a retired source, or to one that was deleted or is another account’s', async () => {
    const retired = await aStage({}, [wish, { retirement }]);
    const deleted = await aStage({ isThere: false });
    const strangers = await aStage({ isThere: false });
    await strangers.sources.create(wish.region, name, '999999999999');

    expect(bodyOf(await retired.on('POST', '/test-event'))).toMatchObject({
      code: 'sourceRetired',
    });
    for (const { on, queue } of [deleted, strangers]) {
      expect(bodyOf(await on('POST', '/test-event'))).toMatchObject({ code: 'sourceGone' });
      expect(queue.messages).toEqual([]);
    }
  });

  test('is not sent when AWS does not report the state, or the queue does not take it', async () => {
    const unanswered = await aStage();
    unanswered.sources.disturb(() => {
      throw failure('InternalException');
    });
    const unqueued = await aStage({ isQueueDown: true });

    for (const { on, queue } of [unanswered, unqueued]) {
      expect(brief(await on('POST', '/test-event'))).toEqual({
        statusCode: 503,
        code: 'awsUnavailable',
      });
      expect(queue.messages).toEqual([]);
    }
  });
});

test('what is done to one source says nothing to the other Region', async () => {
  const both: [Wish][] = [[wish], [elsewhere]];
  const { on, mappings, sources } = await aStage({}, ...both);
  await on('DELETE', '', { region: 'us-east-1' });

  expect(mappings.all()).toEqual([mappingOf(wish)]);
  expect(sources.all()).toMatchObject([{ region: 'eu-west-1' }]);
});

describe('what a source shows of pauses and missed events', () => {
  const times = {
    pausedAt: '2026-11-21T17:00:00.000Z',
    missedSince: '2026-11-21T16:00:00.000Z',
    sendsMissedOnceActive: true,
  };
  const accepted = { id: 'e', detailType: 'push', acceptedAt: '2026-11-21T18:00:00.000Z' };

  test('is what its mapping has', async () => {
    const lastAcceptedEvent = { ...accepted, state: 'PENDING' as const };
    const { on } = await aStage({}, [wish, { ...times, lastAcceptedEvent }]);

    expect(bodyOf(await on('GET'))).toMatchObject({ ...times, lastAcceptedEvent });
  });

  test('is nothing in an older mapping', async () => {
    const { on } = await aStage({}, [wish, { lastAcceptedEvent: accepted }]);

    expect(bodyOf(await on('GET'))).toMatchObject({
      pausedAt: null,
      missedSince: null,
      sendsMissedOnceActive: false,
      lastAcceptedEvent: { ...accepted, state: 'unknown' },
    });
  });
});
