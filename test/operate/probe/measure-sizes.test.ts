import { expect, test } from '@jest/globals';
import { measureSizes } from '../../../operate/probe/measure-sizes.ts';
import type { Settled } from '../../../operate/probe/patient-put.ts';
import { sizeOf } from '../../../operate/probe/probe-entry.ts';
import { aProbeContext } from './support/a-probe-context.ts';

interface SentEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Resources: readonly string[];
  readonly Detail: string;
}

/** The sizes of a request's entries, as the product counts them. */
function sizesIn(body: string): readonly number[] {
  const request: { readonly Entries: readonly SentEntry[] } = JSON.parse(body);
  return request.Entries.map(
    ({ Source: source, DetailType: detailType, Resources: resources, Detail: detail }) =>
      sizeOf({ source, detailType, time: '2026-11-29T12:00:00Z', resources, detail }),
  );
}

const sum = (sizes: readonly number[]) => sizes.reduce((total, one) => total + one, 0);

/** Takes up to so many bytes in an entry and in a request. */
async function sizesBy(
  refusal: Settled,
  takes: (sizes: readonly number[], body: string) => boolean,
) {
  const requests: (readonly number[])[] = [];
  const { context, notes } = aProbeContext(async (body) => {
    const sizes = sizesIn(body);
    requests.push(sizes);
    if (!takes(sizes, body)) return refusal;
    return { kind: 'answered', results: sizes.map(() => ({ EventId: 'e' })) };
  });
  return { observed: await measureSizes(context), notes, requests };
}

const cut: Settled = { kind: 'cut', failure: { code: 'ECONNRESET', message: '' } };
const tooLarge: Settled = {
  kind: 'refused',
  status: 413,
  failure: { code: 'HTTP 413', message: '' },
};

test('a cut connection is a limit without an answer', async () => {
  const { observed } = await sizesBy(cut, ([size = 0]) => size <= 5_000);

  expect(observed.entryBytes).toEqual({ accepted: 5_000, refused: 5_001 });
});

test('HTTP 413 is a limit', async () => {
  const { observed } = await sizesBy(tooLarge, (sizes) => sum(sizes) <= 7_777);
  const answer = { kind: 'requestRefused', status: 413, code: 'HTTP 413', message: '' };

  expect(observed).toMatchObject({
    entryBytes: { accepted: 7_777, refused: 7_778, answer },
    requestBytes: { accepted: 7_777, refused: 7_778, answer },
  });
});

test('a refused entry is a limit', async () => {
  const code = 'EntryTooLarge';
  const { context } = aProbeContext(async (body) => ({
    kind: 'answered',
    results: sizesIn(body).map((size) => (size <= 2_000 ? { EventId: 'e' } : { ErrorCode: code })),
  }));
  const { entryBytes } = await measureSizes(context);

  expect(entryBytes).toEqual({
    accepted: 2_000,
    refused: 2_001,
    answer: { kind: 'entryRefused', code, message: '' },
  });
});

test('the limit is that of the shape that is counted most', async () => {
  // As if it counted the request's JSON, in which escapes are written twice.
  const { observed } = await sizesBy(tooLarge, (_, body) => body.length <= 10_000);
  const { entryBytes, entryBytesByShape: byShape } = observed;

  expect(entryBytes).toEqual(byShape?.escapes);
  expect(byShape?.escapes?.accepted).toBeLessThan(6_000);
  expect(byShape?.longDetail?.accepted).toBeGreaterThan(9_000);
});

test('requests for their own limit have several entries, none larger than an entry may be', async () => {
  const { observed, requests } = await sizesBy(
    tooLarge,
    (sizes) => Math.max(...sizes) <= 3_001 && sum(sizes) <= 17_000,
  );
  const several = requests.filter((sizes) => sizes.length > 1);

  expect(observed.requestBytes).toMatchObject({ accepted: 17_000, refused: 17_001 });
  expect(Math.max(...several.flat())).toBeLessThanOrEqual(3_001);
  expect(Math.max(...several.map(({ length }) => length))).toBeLessThanOrEqual(20);
});

test('a limit that is not one is noted, and no limit follows from the other shapes', async () => {
  const { observed, notes } = await sizesBy(
    tooLarge,
    ([size = 0]) => size <= 5_000 && size !== 2_500,
  );

  expect(observed.entryBytes).toBeUndefined();
  expect(notes).toContainEqual(
    expect.stringMatching(
      /^the limit of the entry of shape longDetail is not clear, and is left out: .* 2500 /,
    ),
  );
});

test('what is refused at any size is no limit', async () => {
  const { observed, notes } = await sizesBy(tooLarge, () => false);

  expect(observed).toEqual({});
  expect(notes[0]).toContain('not even the smallest');
});
