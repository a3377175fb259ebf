import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { aMapping, aNotification, testNowMs } from '../../../support/domain-builders.ts';
import { bodyOf } from '../../../support/http-api-events.ts';
import { anObject, nameOf, payloadWorld, testSecret } from '../../../support/payload-world.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { fakeRegistration } from '../../../support/registration-services.ts';

type World = ReturnType<typeof payloadWorld>;

/** Follows a link, without any token of a sign-in. */
function follow({ send }: Pick<World, 'send'>, token: string, method = 'GET') {
  return send({ method, path: `/payloads/${token}`, claims: null });
}

/** What is answered to a link that nobody can have: all other refusals must be the same. */
async function refusal(world: Pick<World, 'send'>, method = 'GET') {
  const answer = await follow(world, 'nothing', method);
  expect(answer.statusCode).toBe(404);
  return answer;
}

describe('a link that holds', () => {
  test('redirects to the object, without a sign-in and without a body', async () => {
    const world = payloadWorld();
    const answer = await follow(world, await world.tokenFor());

    expect(answer).toEqual({
      statusCode: 302,
      headers: expect.objectContaining({
        location: `https://s3.example/${nameOf(anObject)}?for=GET`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      }),
    });
  });

  test('redirects HEAD to an address for HEAD', async () => {
    const world = payloadWorld();
    const { headers } = await follow(world, await world.tokenFor(), 'HEAD');

    expect(headers).toMatchObject({ location: expect.stringMatching(/\?for=HEAD$/) });
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('takes no %s', async (method) => {
    const world = payloadWorld();
    const answer = await follow(world, await world.tokenFor(), method);

    expect(answer).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD' } });
  });

  test('works for a source that is PENDING or paused, and until its last millisecond', async () => {
    const mapping = aMapping({ state: 'PENDING', pausedAt: '2026-11-21T18:00:00.000Z' });
    const world = payloadWorld({ mappings: [mapping] });
    const token = await world.tokenFor({ expiresAtMs: testNowMs + 1 });

    expect(await follow(world, token)).toMatchObject({ statusCode: 302 });
  });

  test('is logged with source, object and size, and counted; nothing that is logged has the token', async () => {
    const world = payloadWorld();
    const token = await world.tokenFor();
    await follow(world, token);
    world.state.isBucketDown = true;
    await follow(world, token);

    expect(world.log.lines).toHaveLength(2);
    expect(world.log.lines[0]).toEqual({
      level: 'info',
      message: 'a detail is fetched',
      fields: {
        sourceArn: aMapping().sourceArn,
        ...anObject,
        sizeBytes: 2_000_000,
        method: 'GET',
      },
    });
    expect(world.looked.fetches).toBe(1);
    const logged = JSON.stringify(world.log.lines);
    for (const part of token.split('.')) expect(logged).not.toContain(part);
    expect(logged).not.toContain('s3.example');
  });
});

describe('the same 404 has', () => {
  test.each<[string, (world: World) => Promise<string>]>([
    ['a link that has expired', ({ tokenFor }) => tokenFor({ expiresAtMs: testNowMs })],
    [
      'one that expires while the clock moves on',
      async ({ tokenFor, clock }) => {
        const token = await tokenFor({ expiresAtMs: testNowMs + 1_000 });
        clock.advance(1_000);
        return token;
      },
    ],
    [
      'one of a source that was retired',
      async ({ tokenFor, mappings }) => {
        await mappings.retire(aMapping(), aNotification());
        return await tokenFor();
      },
    ],
    [
      'one of a source that was deleted',
      async ({ tokenFor, table }) => {
        await table.remove(aMapping());
        return await tokenFor();
      },
    ],
    [
      'one of a source that was registered anew',
      async ({ tokenFor, table }) => {
        const token = await tokenFor();
        await table.remove(aMapping());
        await table.register(aMapping({ generation: 'generation-2' }), undefined);
        return token;
      },
    ],
    [
      'one of a source of another generator or account',
      ({ tokenFor }) => tokenFor({ mapping: aMapping({ account: '999999999999' }) }),
    ],
    [
      'one whose object is gone',
      async ({ tokenFor, objects }) => {
        objects.clear();
        return await tokenFor();
      },
    ],
  ])('%s', async (_, arrange) => {
    const world = payloadWorld();
    const token = await arrange(world);

    for (const method of ['GET', 'HEAD']) {
      expect(await follow(world, token, method)).toEqual(await refusal(world, method));
    }
    expect(world.looked.fetches).toBe(0);
    expect(world.log.lines).toEqual([]);
  });

  test('every link where links lead nowhere', async () => {
    const world = payloadWorld();
    const token = await world.tokenFor();

    expect(await follow(fakeRegistration(), token)).toEqual(await refusal(world));
  });

  test('revoked and deleted need the same look-ups, one of each', async () => {
    const retired = payloadWorld();
    await retired.mappings.retire(aMapping(), aNotification());
    const deleted = payloadWorld({ mappings: [] });
    const gone = payloadWorld();
    gone.objects.clear();

    for (const world of [retired, deleted, gone, payloadWorld()]) {
      await follow(world, await world.tokenFor());
      expect(world.looked).toMatchObject({ mappings: 1, objects: 1 });
    }
  });

  test('a link that has expired needs none', async () => {
    const world = payloadWorld();
    await follow(world, await world.tokenFor({ expiresAtMs: testNowMs }));

    expect(world.looked).toMatchObject({ mappings: 0, objects: 0 });
  });
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Follows tokens; all of them must have the same 404, and nothing may be looked up but the secrets. */
async function expectNothing(world: World, tokens: Iterable<string>): Promise<number> {
  const { body, headers } = await refusal(world);
  let followed = 0;
  for (const token of tokens) {
    const answer = await follow(world, token);
    if (answer.statusCode !== 404 || answer.body !== body) throw new Error(`opened: ${token}`);
    expect(answer.headers).toEqual(headers);
    followed += 1;
  }
  expect(world.looked).toMatchObject({ mappings: 0, objects: 0, fetches: 0 });
  // Those of the world's own links, and those of the tokens.
  expect(world.looked.secrets).toBeLessThanOrEqual(2);
  return followed;
}

describe('a token that no function made', () => {
  test('because one of its characters was changed, taken away or put in', async () => {
    const world = payloadWorld();
    const token = await world.tokenFor();
    const changed = token.split('').flatMap((character, index) => {
      const [before, after] = [token.slice(0, index), token.slice(index + 1)];
      // The neighbours in the alphabet differ in the last bits alone, which a lenient decoder would drop.
      const at = alphabet.indexOf(character);
      const near = at === -1 ? [] : [1, 2, 32].map((bit) => alphabet.charAt(at ^ bit));
      const others = [...near, '.', '=', 'A', '+'];
      return [
        ...others.filter((other) => other !== character).map((other) => before + other + after),
        before + after,
        `${before}${character}${character}${after}`,
      ];
    });
    const different = new Set(changed.filter((one) => one !== token));

    expect(await expectNothing(world, different)).toBeGreaterThan(token.length * 6);
    expect(await follow(world, token)).toMatchObject({ statusCode: 302 });
  });

  test('ten thousand times at random: as long as real ones, and with real links in them', async () => {
    const world = payloadWorld();
    const token = await world.tokenFor();
    const [link = ''] = token.split('.');
    function* guesses() {
      for (let count = 0; count < 10_000; count += 1) {
        const text = count % 2 === 0 ? link : randomBytes(link.length).toString('base64url');
        const id = count % 3 === 0 ? 'secret-2' : testSecret.id;
        yield `${text}.${id}.${randomBytes(32).toString('base64url')}`;
      }
    }

    expect(await expectNothing(world, guesses())).toBe(10_000);
  });

  test('whatever its text is', async () => {
    const world = payloadWorld();
    const { body } = await refusal(world);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3_000 }), async (text) => {
        const path = `/payloads/${text.replaceAll('/', '')}x`;
        expect(await world.send({ path, claims: null })).toMatchObject({ statusCode: 404, body });
      }),
      { numRuns: propertyRuns(1_000) },
    );
    expect(world.looked).toMatchObject({ secrets: 0, mappings: 0, objects: 0 });
  });

  test('because it is longer than any real one: it costs nothing', async () => {
    const world = payloadWorld();
    const long = `${'A'.repeat(100_000)}.secret-1.${'A'.repeat(43)}`;

    expect(await follow(world, long)).toEqual(await refusal(world));
    expect(world.looked).toMatchObject({ secrets: 0, mappings: 0, objects: 0 });
  });
});

describe('tokens of several tenants', () => {
  const tenants = ['acct1', 'acct2', 'acct3'];
  const mappings = tenants.flatMap((tenant) =>
    [1, 2].map((repo) => aMapping({ generator: `${tenant}/repo${repo}`, tenant })),
  );
  const objects = tenants.flatMap((tenant) =>
    [1, 2].map((number) => ({ bucket: anObject.bucket, key: `out/${tenant}/${number}` })),
  );
  const generations = ['generation-0', 'generation-1', 'generation-2'];

  test('lead each to its own object alone, and only in the generation that the source has', async () => {
    const world = payloadWorld({ mappings });
    for (const object of objects) world.objects.set(nameOf(object), 2);
    const counts = { opened: 0, refused: 0 };
    for (const mapping of mappings) {
      for (const object of objects) {
        for (const generation of generations) {
          const token = await world.tokenFor({ mapping: { ...mapping, generation }, object });
          const { statusCode, headers } = await follow(world, token);
          const isCurrent = generation === 'generation-1';
          expect(statusCode).toBe(isCurrent ? 302 : 404);
          expect(headers['location']).toBe(
            isCurrent ? `https://s3.example/${nameOf(object)}?for=GET` : undefined,
          );
          counts[isCurrent ? 'opened' : 'refused'] += 1;
        }
        // Of one source they would be too many in a second.
        world.clock.advance(1_000);
      }
    }

    expect(counts).toEqual({ opened: 36, refused: 72 });
  });

  test('cannot be put together to another one, in any combination', async () => {
    const world = payloadWorld({ mappings });
    for (const object of objects) world.objects.set(nameOf(object), 2);
    const all = mappings.flatMap((mapping) =>
      generations.flatMap((generation) =>
        objects.map((object) => ({ mapping: { ...mapping, generation }, object })),
      ),
    );
    const tokens = await Promise.all(all.map((one) => world.tokenFor(one)));
    const parts = tokens.map((token) => token.split('.'));
    const { body } = await refusal(world);
    let followed = 0;
    for (const [link] of parts) {
      for (const [other, id, code] of parts) {
        if (link === other) continue;
        const answer = await follow(world, `${link}.${id}.${code}`);
        if (answer.statusCode !== 404 || answer.body !== body) throw new Error('opened');
        followed += 1;
      }
    }

    expect(followed).toBe(108 * 107);
    expect(world.looked).toMatchObject({ mappings: 0, objects: 0, fetches: 0 });
  });
});

describe('while AWS does not answer', () => {
  test.each(['isTableDown', 'isBucketDown'] as const)('%s is 503, and logged', async (what) => {
    const world = payloadWorld();
    const token = await world.tokenFor();
    world.state[what] = true;
    const answer = await follow(world, token);

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
    expect(bodyOf(answer)).toMatchObject({ code: 'awsUnavailable' });
    expect(world.log.lines).toMatchObject([
      { level: 'error', fields: { operation: 'fetchPayload' } },
    ]);
    expect(world.looked).toMatchObject({ mappings: 1, objects: 1, fetches: 0 });
    world.state[what] = false;
    expect(await follow(world, token)).toMatchObject({ statusCode: 302 });
  });
});

/** Follows a link so many times; returns the statuses, each with its number. */
async function statuses(world: World, token: string, requests: number) {
  const counts: Record<number, number> = {};
  for (let count = 0; count < requests; count += 1) {
    const { statusCode } = await follow(world, token);
    counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  }
  return counts;
}

describe('how fast the details of a source’s events are fetched', () => {
  test('is bounded: what is more is refused, and looked up no more', async () => {
    const world = payloadWorld();
    const token = await world.tokenFor();

    expect(await statuses(world, token, 30)).toEqual({ 302: 20, 429: 10 });
    expect(world.looked).toMatchObject({ mappings: 20, objects: 20, fetches: 20 });
    const answer = await follow(world, token);
    expect(bodyOf(answer)).toMatchObject({ code: 'tooManyFetches' });
    expect(answer.headers).toMatchObject({ 'retry-after': '1' });
    world.clock.advance(1_000);
    expect(await statuses(world, token, 30)).toEqual({ 302: 10, 429: 20 });
  });

  test('is bounded for all objects of the source together, and for each source by itself', async () => {
    const other = aMapping({ account: '222222222222' });
    const world = payloadWorld({ mappings: [aMapping(), other] });
    const second = { ...anObject, key: 'out/0123/other' };
    world.objects.set(nameOf(second), 2);
    await statuses(world, await world.tokenFor(), 20);

    expect(await statuses(world, await world.tokenFor({ object: second }), 1)).toEqual({ 429: 1 });
    expect(await statuses(world, await world.tokenFor({ mapping: other }), 1)).toEqual({ 302: 1 });
  });

  test('shows nothing to whoever has no link: wrong and expired ones are 404 however many come', async () => {
    const world = payloadWorld();
    const token = await world.tokenFor();
    const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const expired = await world.tokenFor({ expiresAtMs: testNowMs });

    expect(await statuses(world, wrong, 50)).toEqual({ 404: 50 });
    expect(await statuses(world, expired, 50)).toEqual({ 404: 50 });
    await statuses(world, token, 25);
    expect(await statuses(world, wrong, 1)).toEqual({ 404: 1 });
  });

  test('is remembered of the thousand sources that fetched last', async () => {
    const mappings = Array.from({ length: 1_001 }, (_, index) =>
      aMapping({ account: String(100_000_000_000 + index) }),
    );
    const world = payloadWorld({ mappings });
    const [first, ...others] = await Promise.all(
      mappings.map((mapping) => world.tokenFor({ mapping })),
    );
    await statuses(world, first!, 20);
    for (const token of others.slice(0, 999)) await follow(world, token);
    expect(await statuses(world, first!, 1)).toEqual({ 429: 1 });
    await follow(world, others[999]!);

    expect(await statuses(world, first!, 1)).toEqual({ 302: 1 });
  });
});
