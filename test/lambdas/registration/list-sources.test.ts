import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mappingOf } from '../../support/customer.ts';
import { bodyOf } from '../../support/http-api-events.ts';
import { fakeRegistration } from '../../support/registration-services.ts';

const wish = { generator: 'acct1/repo1', account: '111122223333', region: 'eu-west-1' };
const mine = Array.from({ length: 7 }, (_, index) =>
  mappingOf({ ...wish, generator: `acct1/repo${index % 3}`, account: `11112222333${index}` }),
);
const theirs = mappingOf({ ...wish, generator: 'acct2/repo1' });
const stage = () => fakeRegistration({ mappings: [...mine, theirs] });

/** All pages, followed by their cursors. */
async function allPages(query: Record<string, string>) {
  const { send } = stage();
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page = bodyOf(await send({ query: { ...query, ...(cursor && { cursor }) } }));
    names.push(...page.sources.map(({ arn }: { arn: string }) => arn));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return names;
}

const arnsOf = (mappings: typeof mine) => mappings.map(({ sourceArn }) => sourceArn).toSorted();

describe('a tenant’s sources', () => {
  test.each(['1', '3', '7', '100'])('are all listed once, %s to a page', async (limit) => {
    expect(await allPages({ limit })).toEqual(arnsOf(mine));
  });

  test('are listed by generator', async () => {
    const generator = 'acct1/repo1';

    expect(await allPages({ generator, limit: '1' })).toEqual(
      arnsOf(mine.filter((one) => one.generator === generator)),
    );
  });

  test('are none for a new tenant', async () => {
    expect(bodyOf(await stage().send({ tenant: 'acct3' }))).toEqual({
      sources: [],
      nextCursor: null,
    });
  });
});

test.each(['acct2/repo1', 'acct2/nothing', 'acct1', 'acct1//x', '', `acct1/${'x'.repeat(3_000)}`])(
  'the generator %s is listed as one of the tenant’s without sources',
  async (generator) => {
    const { send } = stage();
    const nothing = await send({ query: { generator: 'acct1/nothing' } });

    expect(await send({ query: { generator } })).toEqual(nothing);
    expect(bodyOf(nothing)).toEqual({ sources: [], nextCursor: null });
  },
);

test.each(['0', '101', '-1', '1.5', '1e1', ' 5', 'all', '', '1,2'])(
  'a limit of %j is refused',
  async (limit) => {
    expect(bodyOf(await stage().send({ query: { limit } }))).toMatchObject({
      code: 'invalidRequest',
      errors: [{ field: 'limit', message: 'must be 1 to 100' }],
    });
  },
);

/** The cursor after the first source of a listing. */
async function cursorOf(query: Record<string, string>, tenant = 'acct1'): Promise<string> {
  const more = { ...wish, account: '999999999999' };
  const mappings = [...mine, theirs, mappingOf({ ...more, generator: 'acct2/repo1' })];
  const { send } = fakeRegistration({ mappings });
  return bodyOf(await send({ tenant, query: { limit: '1', ...query } })).nextCursor;
}

describe('a cursor', () => {
  const refused = { code: 'invalidCursor', status: 400 };

  test('of another tenant is refused as nonsense is', async () => {
    const { send } = stage();
    const nonsense = await send({ query: { cursor: 'nonsense' } });

    expect(bodyOf(nonsense)).toMatchObject(refused);
    expect(await send({ query: { cursor: await cursorOf({}, 'acct2') } })).toEqual(nonsense);
  });

  test('of another generator’s listing is refused', async () => {
    const cursor = await cursorOf({ generator: 'acct1/repo1' });
    const { send } = stage();

    expect(await send({ query: { generator: 'acct1/repo1', cursor } })).toMatchObject({
      statusCode: 200,
    });
    const other = await send({ query: { generator: 'acct1/repo2', cursor } });
    expect(bodyOf(other)).toMatchObject(refused);
  });

  test('of any other text is refused', async () => {
    const { send } = stage();
    const known = Buffer.from(mine[0]!.sourceArn).toString('base64url');
    const anyCursor = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.string().map((text) => Buffer.from(text).toString('base64url')),
      fc.constantFrom(`${known}=`, ` ${known}`, `${known}\n`, known.slice(0, -1)),
    );
    await fc.assert(
      fc.asyncProperty(anyCursor, async (cursor) => {
        expect(bodyOf(await send({ query: { cursor } }))).toMatchObject(refused);
      }),
      { numRuns: 300 },
    );
  });
});
