import { describe, expect, test } from '@jest/globals';
import { createApi } from '../../../web/api/client.ts';
import { anApiSource, aSource, testNowMs } from '../support/builders.ts';
import {
  aDelivery,
  anEventDelivery,
  aReplay,
  aReplayPlan,
  missedEvents,
} from '../support/history-builders.ts';
import { aProblem, fakeFetch, fakeSession, json } from '../support/fake-fetch.ts';

function anApi(...answers: readonly (Response | undefined)[]) {
  const { fetch, sent } = fakeFetch(...answers);
  return { api: createApi(fakeSession(), fetch, () => testNowMs), sent };
}

function aRefusal(): Response {
  return json({ message: 'Unauthorized' }, 401);
}

const key = { region: 'eu-west-1', name: 'aws.partner/v/acme/../111122223333' };
const registration = {
  generator: 'acme/repo1',
  account: '111122223333',
  region: 'eu-west-1',
  detailTypes: null,
};

describe('the list of sources', () => {
  test('is requested by generator and page', async () => {
    const { api, sent } = anApi(json({ sources: [], nextCursor: null }));
    await api.listSources({ generator: 'acme/a b', cursor: 'next' });
    expect(sent[0]?.path).toBe('/sources?generator=acme%2Fa+b&cursor=next');
  });

  test('has each expiry by the clock of the browser', async () => {
    const { api } = anApi(json({ sources: [anApiSource()], nextCursor: 'next' }));
    expect(await api.listSources({ generator: '', cursor: null })).toEqual({
      kind: 'ok',
      value: { sources: [aSource()], nextCursor: 'next' },
    });
  });
});

test('a name keeps its dot segments in the path', async () => {
  const { api, sent } = anApi(json(anApiSource()));
  await api.getSource(key);
  const { pathname, search } = new URL(sent[0]?.path ?? '', 'https://vendor.test');
  expect(decodeURIComponent(pathname)).toBe(`/sources/${key.name}`);
  expect(search).toBe('?region=eu-west-1');
});

describe('a registration', () => {
  test('is sent with its key', async () => {
    const { api, sent } = anApi(json(anApiSource(), 201));
    await api.registerSource(registration, 'key-1');
    expect(sent[0]).toMatchObject({ path: '/sources', method: 'POST', body: registration });
    expect(sent[0]?.headers.get('idempotency-key')).toBe('key-1');
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  });

  test.each([
    [201, true],
    [200, false],
  ])('that is answered by %d is new: %s', async (status, isNew) => {
    const { api } = anApi(json(anApiSource(), status));
    const answer = await api.registerSource(registration, 'key-1');
    expect(answer).toEqual({ kind: 'ok', value: { source: aSource(), isNew } });
  });
});

test('a deletion has no answer but that it was done', async () => {
  const { api, sent } = anApi(new Response(null, { status: 204 }));
  expect(await api.deleteSource(key)).toEqual({ kind: 'ok', value: undefined });
  expect(sent[0]?.method).toBe('DELETE');
});

describe('a refused token', () => {
  test('is dropped, and the call repeated with the next one', async () => {
    const { api, sent } = anApi(aRefusal(), json(anApiSource()));
    expect(await api.getSource(key)).toMatchObject({ kind: 'ok' });
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test('is no endless loop', async () => {
    const { api, sent } = anApi(aRefusal(), aRefusal());
    expect(await api.getSource(key)).toEqual({
      kind: 'failed',
      failure: { kind: 'unauthorized' },
    });
    expect(sent).toHaveLength(2);
  });
});

describe('what fails', () => {
  test('reports the problem, and when to try again', async () => {
    const problem = aProblem({ status: 503, code: 'awsThrottled', detail: 'AWS is busy' });
    const { api } = anApi(json(problem, 503, { 'retry-after': '12' }));
    expect(await api.sendTestEvent(key)).toEqual({
      kind: 'failed',
      failure: {
        kind: 'problem',
        status: 503,
        code: 'awsThrottled',
        title: 'Not valid',
        detail: 'AWS is busy',
        errors: [],
        retryAfterSeconds: 12,
      },
    });
  });

  test('is distinguished from no response', async () => {
    const { api } = anApi(undefined);
    expect(await api.listRegions()).toEqual({ kind: 'failed', failure: { kind: 'unreachable' } });
  });

  test.each([
    ['an answer of another shape', json({ regions: 'all' }), 200],
    ['no JSON', new Response('<html>'), 200],
    ['an error that is no problem', new Response('Bad Gateway', { status: 502 }), 502],
  ])('is distinguished from %s', async (_, response, status) => {
    const { api } = anApi(response);
    expect(await api.listRegions()).toEqual({
      kind: 'failed',
      failure: { kind: 'unreadable', status },
    });
  });
});

describe('the history', () => {
  const query = { since: '2026-11-21T18:00:00Z', until: '', outcome: '', type: '', event: 'a/b' };

  test('is requested by what is filtered for alone', async () => {
    const page = { deliveries: [aDelivery()], nextCursor: 'next', searchedTo: null };
    const { api, sent } = anApi(json(page));
    expect(await api.listDeliveries(key, query, '')).toEqual({ kind: 'ok', value: page });
    const { pathname, searchParams } = new URL(sent[0]?.path ?? '', 'https://vendor.test');
    expect(decodeURIComponent(pathname)).toBe(`/sources/${key.name}/deliveries`);
    expect(Object.fromEntries(searchParams)).toEqual({
      region: 'eu-west-1',
      since: query.since,
      event: 'a/b',
      limit: '50',
    });
  });

  test('has an event by its encoded id, with its contents if they are asked for', async () => {
    const { api, sent } = anApi(json(anEventDelivery()), json(anEventDelivery()));
    await api.getDelivery(key, 'a/b?', 'body');
    await api.getDelivery(key, 'a/b?', '');
    expect(sent[0]?.path).toMatch(/\/deliveries\/a%2Fb%3F\?region=eu-west-1&include=body$/);
    expect(sent[1]?.path).toMatch(/\/deliveries\/a%2Fb%3F\?region=eu-west-1$/);
  });

  test('sends an event again with a key', async () => {
    const { api, sent } = anApi(json(aReplay({ kind: 'resend' }), 202));
    expect(await api.resend(key, 'e1', 'key-1')).toMatchObject({ kind: 'ok' });
    expect(sent[0]).toMatchObject({ method: 'POST' });
    expect(sent[0]?.path).toMatch(/\/deliveries\/e1\/resend\?region=eu-west-1$/);
    expect(sent[0]?.headers.get('idempotency-key')).toBe('key-1');
  });

  test('knows what was missed, sends it or leaves it', async () => {
    const { api, sent } = anApi(
      json(missedEvents()),
      json(aReplay(), 202),
      new Response(null, { status: 204 }),
    );
    expect(await api.getMissed(key)).toEqual({ kind: 'ok', value: missedEvents() });
    expect(await api.sendMissed(key)).toMatchObject({ value: { id: 'r1' } });
    expect(await api.leaveMissed(key)).toEqual({ kind: 'ok', value: undefined });
    expect(sent.map(({ body }) => body)).toEqual([
      undefined,
      { action: 'send' },
      { action: 'leave' },
    ]);
  });
});

describe('a replay', () => {
  const request = {
    source: key.name,
    region: key.region,
    from: '2026-11-21T18:00:00Z',
    to: '2026-11-21T19:00:00Z',
    outcomes: ['missed'],
  } as const;

  test('is planned, and started with a key', async () => {
    const { api, sent } = anApi(json(aReplayPlan()), json(aReplay(), 201));
    expect(await api.planReplay(request)).toEqual({ kind: 'ok', value: aReplayPlan() });
    expect(await api.startReplay(request, 'key-1')).toEqual({ kind: 'ok', value: aReplay() });
    expect(sent.map(({ body }) => body)).toEqual([{ ...request, plan: true }, request]);
    expect(sent.map(({ headers }) => headers.get('idempotency-key'))).toEqual([null, 'key-1']);
  });

  test('is listed, found and cancelled', async () => {
    const { api, sent } = anApi(
      json({ replays: [aReplay()], nextCursor: null }),
      json(aReplay()),
      json(aReplay(), 202),
    );
    await api.listReplays(key, 'next');
    await api.getReplay('r/1');
    await api.cancelReplay('r/1');
    expect(sent.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([
      `GET /replays?source=${key.name}&region=eu-west-1&cursor=next`,
      'GET /replays/r/1',
      'POST /replays/r/1/cancel',
    ]);
  });
});

test.each([
  ['pauseSource', '/pause', undefined],
  ['resumeSource', '/resume', { backlog: 'leave' }],
  ['skipBacklog', '/skip-backlog', {}],
  ['recreateSource', '/recreate', { sendMissed: true }],
] as const)('%s is one request', async (_, action, body) => {
  const { api, sent } = anApi(json(anApiSource(), action === '/recreate' ? 201 : 200));
  const calls = {
    '/pause': () => api.pauseSource(key),
    '/resume': () => api.resumeSource(key, 'leave'),
    '/skip-backlog': () => api.skipBacklog(key),
    '/recreate': () => api.recreateSource(key, true),
  };
  expect(await calls[action]()).toMatchObject({ kind: 'ok' });
  expect(sent[0]).toMatchObject({ method: 'POST', body });
  expect(sent[0]?.path).toContain(`${action}?region=eu-west-1`);
});

describe('a file of the catalogue', () => {
  test('is downloaded with the token', async () => {
    const { api, sent } = anApi(new Response('text'));
    const answer = await api.download('/catalog-exports/events.d.ts');

    expect(answer).toMatchObject({ kind: 'ok', value: { size: 4 } });
    expect(sent[0]?.path).toBe('/catalog-exports/events.d.ts');
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token-1');
  });

  test('that is not there any more is a problem', async () => {
    const { api } = anApi(json(aProblem({ code: 'notFound', status: 404 }), 404));

    expect(await api.download('/x')).toMatchObject({
      kind: 'failed',
      failure: { kind: 'problem', code: 'notFound' },
    });
  });

  test('is not reached if the connection ends, before it or within it', async () => {
    const broken = new ReadableStream({ pull: (stream) => stream.error(new TypeError('ended')) });
    const unreachable = { kind: 'failed', failure: { kind: 'unreachable' } };

    expect(await anApi(undefined).api.download('/x')).toEqual(unreachable);
    expect(await anApi(new Response(broken)).api.download('/x')).toEqual(unreachable);
  });
});
