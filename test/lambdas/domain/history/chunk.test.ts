import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { joinSummaries, summarize } from '../../../../lambdas/domain/history/chunk.ts';
import {
  countKinds,
  countRows,
  missedIn,
  noCounts,
} from '../../../../lambdas/domain/history/counts.ts';
import {
  deliveryKey,
  historyOutcomes,
  isMissed,
  listeningStates,
  type HistoryRow,
} from '../../../../lambdas/domain/history/row.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const anyRow = fc
  .record({
    atMs: fc.integer({ min: 1, max: 1_000 }),
    outcome: fc.constantFrom(...historyOutcomes),
    state: fc.constantFrom(...listeningStates),
    detailType: fc.constantFrom('push', 'opened', 'closed'),
  })
  .map((fields): HistoryRow => aHistoryRow(fields));
const someRows = fc.array(anyRow, { minLength: 1, maxLength: 20 });

describe('the summary of rows', () => {
  test('has their times, the times of what was missed, their kinds and detail types', () => {
    const rows = [
      aHistoryRow({ atMs: 5, outcome: 'accepted', state: 'ACTIVE', detailType: 'push' }),
      aHistoryRow({ atMs: 3, outcome: 'held', detailType: 'opened' }),
      aHistoryRow({ atMs: 9, outcome: 'accepted', state: 'PENDING', detailType: 'push' }),
      aHistoryRow({ atMs: 4, outcome: 'deadLettered', detailType: 'push' }),
    ];

    expect(summarize(rows)).toEqual({
      fromMs: 3,
      toMs: 9,
      counts: { ...noCounts, accepted: 1, acceptedUnheard: 1, held: 1, failed: 1 },
      missed: { fromMs: 3, toMs: 9 },
      detailTypes: ['push', 'opened'],
    });
  });

  test('of none has no time', () => {
    expect(summarize([])).toEqual({ fromMs: 0, toMs: 0, counts: noCounts, detailTypes: [] });
  });

  test('counts each row once', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const { counts, missed } = summarize(rows);

        expect(counts).toEqual(countRows(rows));
        expect(countKinds.reduce((sum, kind) => sum + counts[kind], 0)).toBe(rows.length);
        expect(missedIn(counts)).toBe(rows.filter(isMissed).length);
        expect(missed === undefined).toBe(missedIn(counts) === 0);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('is the same for all rows as joined for parts of them', () => {
    fc.assert(
      fc.property(someRows, someRows, (some, others) => {
        const joined = joinSummaries(summarize(some), summarize(others));

        expect(joined).toEqual(summarize([...some, ...others]));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

test.each([
  ['the event', { eventId: 'e2' }],
  ['what caused it', { trigger: 'resend' as const }],
  ['the replay', { replay: 'r2' }],
])('rows of one delivery have one key, which another has with %s', (_, other) => {
  const row = aHistoryRow({ eventId: 'e1', trigger: 'replay', replay: 'r1' });

  expect(deliveryKey({ ...row, attempts: 7, outcome: 'waiting' })).toBe(deliveryKey(row));
  expect(deliveryKey({ ...row, ...other })).not.toBe(deliveryKey(row));
});

test('a delivery of no replay has a key, too', () => {
  const { replay: _, ...row } = aHistoryRow();

  expect(deliveryKey(row)).not.toBe(deliveryKey({ ...row, replay: 'r1' }));
});
