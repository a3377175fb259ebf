import { afterEach, expect, test } from '@jest/globals';
import type { Observed, ObservedRegion } from '../../../emulator/observed/observed.ts';
import { aProbedEmulator, effort } from './support/a-probed-emulator.ts';

let world: Awaited<ReturnType<typeof aProbedEmulator>> | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** What a probe observes of an emulator that answers by a file. */
async function probed(observed: Observed): Promise<Observed> {
  world = await aProbedEmulator({ observed });
  const { code } = await world.probe(['--customer-profile', 'customer'], () => ({
    effort: { ...effort, ceilingBytes: 40_000 },
  }));
  const seen = await world.observed();
  await world.close();
  world = undefined;
  expect(code).toBe(0);
  return seen;
}

/** Without what is this machine's, and differs each time. */
function answersIn({ regions }: Observed): ObservedRegion {
  const { latency: _, latencyOfOne: _2, throttling: _3, ...answers } = regions['us-east-1'] ?? {};
  return answers;
}

const entryRefused = (code: string, message: string) =>
  ({ kind: 'entryRefused', code, message }) as const;
const requestRefused = (status: number, code: string) =>
  ({ kind: 'requestRefused', status, code, message: 'As seen.' }) as const;

const someAccount: ObservedRegion = {
  entryBytes: {
    accepted: 9_000,
    refused: 9_001,
    answer: entryRefused('EntryTooLarge', 'As seen.'),
  },
  requestBytes: {
    accepted: 25_000,
    refused: 25_001,
    answer: requestRefused(413, 'RequestTooLarge'),
  },
  nestingLevels: { accepted: 77, refused: 78, answer: entryRefused('TooDeep', '77 at the most.') },
  missingSource: entryRefused('EventSourceMissing', 'There is no {source}.'),
  deletedSource: entryRefused('EventSourceDeleted', '{account} deleted {source}.'),
  pendingSeconds: 1_209_600,
  entries: {
    withoutSource: entryRefused('NoSource', 'As seen.'),
    withoutDetailType: requestRefused(400, 'NoDetailType'),
    withoutDetail: { kind: 'accepted' },
    onlyIncomplete: requestRefused(422, 'Incomplete'),
    detailNotJson: entryRefused('NotJson', 'As seen.'),
    detailNotObject: { kind: 'accepted' },
    detailWithDuplicateKeys: entryRefused('DuplicateKeys', 'As seen.'),
    integerAbove63Bits: { kind: 'accepted' },
    integerBelow63Bits: requestRefused(400, 'BelowMinimum'),
    numberBeyondDouble: entryRefused('NoDouble', 'As seen.'),
    loneSurrogate: entryRefused('Surrogate', 'As seen.'),
    detailTypeTooLong: entryRefused('DetailTypeTooLong', 'As seen.'),
    sourceNameInvalid: entryRefused('SourceNameInvalid', 'As seen.'),
    resourceTooLong: { kind: 'accepted' },
    tooManyEntries: requestRefused(400, 'TooManyEntries'),
  },
  eventIdIsEventsId: false,
};

test('an emulator that answers as an account saw is observed as the account was', async () => {
  const account: Observed = {
    version: 1,
    observedAt: '2026-11-29T12:00:00Z',
    regions: { 'us-east-1': someAccount },
  };
  const first = await probed(account);

  expect(answersIn(first)).toMatchObject(someAccount);
  expect(answersIn(await probed(first))).toEqual(answersIn(first));
});
