import { describe, expect, test } from '@jest/globals';
import { behaviours, defaultBehaviour } from '../../../emulator/behaviour/behaviour.ts';
import {
  largestRequestBytes,
  observedLimits,
} from '../../../emulator/behaviour/observed-limits.ts';
import type { Observed, ObservedRegion } from '../../../emulator/observed/observed.ts';
import { anObserved } from '../observed-cases.ts';

const MiB = 1_048_576;
const DAY_MS = 86_400_000;

const observedIn = (regions: Record<string, ObservedRegion>): Observed => ({
  ...anObserved({}),
  regions,
});
const limit = (accepted: number) => ({ accepted, refused: accepted + 1 });
const refused = { kind: 'entryRefused', code: 'Seen', message: 'As seen.' } as const;
const refusedWhole = { ...refused, kind: 'requestRefused', status: 413 } as const;

function limitsOf(seen: ObservedRegion, options: object = {}) {
  const { maxEntryBytes, maxRequestBytes } = behaviours({
    observed: anObserved(seen, 'eu-west-1'),
    ...options,
  })('eu-west-1');
  return [maxEntryBytes, maxRequestBytes];
}

const pendingMs = (options: object) => behaviours(options)('eu-west-1').pendingMs;

function answerOf(incompleteRequest?: 'refuse' | 'fail', entries?: ObservedRegion['entries']) {
  const observed = entries && anObserved({ entries });
  return behaviours({ observed, incompleteRequest })('us-east-2').answers.onlyIncomplete;
}

describe('the size limits of an entry and a request', () => {
  test.each<[string, ObservedRegion, number[]]>([
    ['are the defaults if none was seen', {}, [MiB, MiB]],
    ['are those seen', { entryBytes: limit(9000), requestBytes: limit(9500) }, [9000, 9500]],
    ['are each its own', { requestBytes: limit(262_144) }, [MiB, 262_144]],
    [
      'are the defaults if less was tried and nothing refused',
      { entryBytes: { accepted: 9000 }, requestBytes: { accepted: 9000 } },
      [MiB, MiB],
    ],
    [
      'are what was accepted if it is more than the defaults',
      { entryBytes: { accepted: 2 * MiB }, requestBytes: { accepted: 3 * MiB } },
      [2 * MiB, 3 * MiB],
    ],
    ['leave room in a request for each entry', { entryBytes: limit(2 * MiB) }, [2 * MiB, 2 * MiB]],
  ])('%s', (_what, seen, expected) => {
    expect(limitsOf(seen)).toEqual(expected);
  });

  test('are those of the options before all', () => {
    const seen = { entryBytes: limit(9000), requestBytes: limit(9500) };
    expect(limitsOf(seen, { maxEntryBytes: 5000 })).toEqual([5000, 9500]);
    expect(limitsOf(seen, { maxRequestBytes: MiB })).toEqual([9000, MiB]);
  });
});

test('a source is PENDING for the days of the option, or as long as was seen, or for 7 days', () => {
  const observed = anObserved({ pendingSeconds: 60 }, 'eu-west-1');
  expect(pendingMs({})).toBe(7 * DAY_MS);
  expect(pendingMs({ observed })).toBe(60_000);
  expect(pendingMs({ observed, pendingDays: 2 })).toBe(2 * DAY_MS);
  expect(pendingMs({ pendingDays: 0 })).toBe(0);
});

describe('a request without a complete entry', () => {
  const { onlyIncomplete, withoutSource } = defaultBehaviour.answers;

  test('is refused, or its entries fail, as the option says', () => {
    expect(onlyIncomplete.kind).toBe('requestRefused');
    expect(answerOf()).toEqual(onlyIncomplete);
    expect(answerOf('refuse')).toEqual(onlyIncomplete);
    expect(answerOf('fail')).toEqual(withoutSource);
  });

  test('is answered as seen, unless the option says otherwise', () => {
    const seen = { onlyIncomplete: refused };
    expect(answerOf(undefined, seen)).toBe(refused);
    expect(answerOf('refuse', seen)).toEqual(onlyIncomplete);
    expect(answerOf('refuse', { onlyIncomplete: refusedWhole })).toBe(refusedWhole);
    expect(answerOf('fail', { onlyIncomplete: refusedWhole, withoutSource: refused })).toBe(
      refused,
    );
  });
});

describe('a Region', () => {
  const observed = observedIn({
    'us-east-1': { entryBytes: limit(9000), requestBytes: limit(20_000) },
    'eu-west-1': { entryBytes: limit(9000), requestBytes: limit(10_000), missingSource: refused },
    'eu-central-1': { entryBytes: limit(9500), requestBytes: limit(9500) },
  });

  test('that was not observed behaves as the strictest that was', () => {
    const behaviourIn = behaviours({ observed });
    expect(behaviourIn('ap-south-1')).toBe(behaviourIn('eu-west-1'));
    expect(behaviourIn('ap-south-1').answers.missingSource).toBe(refused);
  });

  test('that was observed behaves by itself', () => {
    const behaviourIn = behaviours({ observed });
    expect(behaviourIn('us-east-1')).toMatchObject({ maxRequestBytes: 20_000 });
    expect(behaviourIn('us-east-1').answers.missingSource).not.toBe(refused);
    expect(behaviourIn('eu-central-1')).toMatchObject({ maxEntryBytes: 9500 });
  });

  test('of several that are equally strict is the first by its name', () => {
    const equal = observedIn({ b: { pendingSeconds: 2 }, a: { pendingSeconds: 1 } });
    expect(behaviours({ observed: equal })('c').pendingMs).toBe(1000);
  });

  test('has the defaults in a file without Regions', () => {
    const behaviourIn = behaviours({ observed: observedIn({}) });
    expect(behaviourIn('us-east-1')).toMatchObject({ maxEntryBytes: MiB, pendingMs: 7 * DAY_MS });
  });

  test('has no larger limits than all together', () => {
    expect(observedLimits(observed)).toEqual({ maxEntryBytes: 9000, maxRequestBytes: 9500 });
    expect(observedLimits(observedIn({}))).toEqual({ maxEntryBytes: MiB, maxRequestBytes: MiB });
    const large = observedIn({ a: { entryBytes: limit(2 * MiB) }, b: {} });
    expect(observedLimits(large)).toEqual({ maxEntryBytes: MiB, maxRequestBytes: MiB });
    expect(largestRequestBytes(large)).toBe(2 * MiB);
    expect(largestRequestBytes(observed)).toBe(MiB);
    expect(largestRequestBytes(undefined)).toBe(MiB);
  });
});
