import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { aroundEntryLimit, byReference, manyAtOnce } from './large-events/cases.ts';
import { parseLargeEventsOptions } from './large-events/options.ts';
import { startPlace, type SizesPlace } from './large-events/place.ts';
import { caseLines, tokensLine } from './large-events/report.ts';
import { runCase } from './large-events/run-case.ts';
import { areTokensSafe, tryTokens } from './large-events/try-tokens.ts';

// The deployed bundles in processes of their own; `npm run fault-injection:large-events` has all sizes.
jest.setTimeout(120_000);

const limit = 16_384;
let place: SizesPlace;

beforeAll(async () => {
  place = await startPlace();
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
});

describe('each customer gets its detail byte for byte, with one put for each event', () => {
  test.each([
    ...aroundEntryLimit(limit, 1, '語'),
    ...aroundEntryLimit(limit, 1_000, 'ü').slice(-2),
    byReference(5, 1_000, 'reference'),
    byReference(5, 1, 'reference without a hash', 3),
    manyAtOnce(300, 5_000, 4_096),
  ])('$name for $customers customers', async (one) => {
    const { problems, puts, inline, stubs, followed } = await runCase(one, place);

    expect(problems).toEqual([]);
    expect(inline + stubs).toBe(one.customers * one.events);
    expect(puts).toBe(one.arrives === 'by the link' && one.sentBy === 'message' ? one.events : 0);
    expect(followed > 0).toBe(one.arrives === 'by the link');
  });
});

test('random tokens and those that the parts of other tenants’ links make open nothing', async () => {
  const figures = await tryTokens(500, place);

  expect(figures).toEqual({
    tried: 500,
    combined: 120,
    opened: 0,
    looked: 0,
    own: 6,
    links: 6,
  });
});

describe('the run of sizes', () => {
  test('says what did not hold', async () => {
    const [small] = aroundEntryLimit(limit, 1);
    const figures = await runCase({ ...small!, arrives: 'by the link' }, place);

    expect(caseLines(figures).slice(1)).toEqual(
      ['1 inline entries', '0 stubs of 1', '0 puts, not 1'].map(
        (what) => `${small!.name}: ${what}`,
      ),
    );
  });

  test.each([
    { opened: 1, looked: 0, own: 6, links: 6 },
    { opened: 0, looked: 1, own: 6, links: 6 },
    { opened: 0, looked: 0, own: 5, links: 6 },
    { opened: 0, looked: 0, own: 0, links: 0 },
  ])('does not call it safe where %j', (figures) => {
    const all = { tried: 1, combined: 1, ...figures };

    expect(areTokensSafe(all)).toBe(false);
    expect(tokensLine(all)).toContain('NOT NOTHING');
  });

  test('has options', () => {
    expect(parseLargeEventsOptions(['--help'])).toBe('help');
    expect(parseLargeEventsOptions(['--only', '100 MiB', '--tokens', '5'])).toEqual({
      only: '100 MiB',
      tokens: 5,
      jsonFile: undefined,
    });
    expect(() => parseLargeEventsOptions(['--tokens', '-1'])).toThrow('--tokens');
  });
});
