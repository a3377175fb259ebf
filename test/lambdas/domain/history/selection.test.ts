import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { summarize } from '../../../../lambdas/domain/history/chunk.ts';
import { replayOutcomes } from '../../../../lambdas/domain/history/replay.ts';
import {
  historyOutcomes,
  listeningStates,
  triggers,
  type HistoryRow,
} from '../../../../lambdas/domain/history/row.ts';
import {
  isSelected,
  mayHaveSelected,
  mostSelected,
  selectionOf,
  type Selection,
} from '../../../../lambdas/domain/history/selection.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { aReplay } from '../../../support/replay-builders.ts';

const aSelection = (fields: Partial<Selection> = {}): Selection => ({
  fromMs: 100,
  toMs: 200,
  outcomes: ['missed', 'failed', 'accepted'],
  ...fields,
});
const isIn = (row: Partial<HistoryRow>, selection: Partial<Selection> = {}) =>
  isSelected(aHistoryRow({ atMs: 150, ...row }), aSelection(selection));

test('a request selects with the doubt that the mapping has, and without its own rows', () => {
  const doubt = { from: '1970-01-01T00:00:01.000Z', to: '1970-01-01T00:00:02.000Z' };
  const request = aReplay({ detailTypes: ['push'], events: ['event-1'] });

  expect(selectionOf(request, { doubt }, 'r')).toEqual({
    fromMs: request.fromMs,
    toMs: request.toMs,
    outcomes: ['missed'],
    detailTypes: ['push'],
    events: ['event-1'],
    doubt: { fromMs: 1_000, toMs: 2_000 },
    replay: 'r',
  });
  const { fromMs, toMs } = request;
  const passed = [{ replay: 's', fromMs, toMs, cursor: {}, within: {} }];
  expect(selectionOf(aReplay({ passed }), {})).toMatchObject({ passed });
  expect(selectionOf(aReplay({ passed: [] }), {})).toEqual({ fromMs, toMs, outcomes: ['missed'] });
});

describe('a row is selected', () => {
  test.each([
    [99, false],
    [100, true],
    [199, true],
    [200, false],
  ])('by its time: %d', (atMs, expected) => {
    expect(isIn({ atMs })).toBe(expected);
  });

  test('by its detail type and its event', () => {
    expect(isIn({}, { detailTypes: ['push'] })).toBe(true);
    expect(isIn({}, { detailTypes: ['issue'] })).toBe(false);
    expect(isIn({}, { events: ['event-1'] })).toBe(true);
    expect(isIn({}, { events: ['event-2'] })).toBe(false);
  });

  test.each(historyOutcomes)('if its event is named and no outcome is left out: %s', (outcome) => {
    expect(isIn({ outcome }, { events: ['event-1'] })).toBe(true);
    expect(isIn({ outcome }, { events: ['event-2'] })).toBe(false);
    const waits = outcome === 'waiting';
    expect(isIn({ outcome }, { events: ['event-1'], outcomes: ['missed', 'failed'] })).toBe(
      !waits && outcome !== 'accepted',
    );
  });

  test('whatever replay it is of, but for the replay itself', () => {
    const selection = { replay: 'r' };
    expect(isIn({ trigger: 'replay', replay: 's' }, selection)).toBe(true);
    expect(isIn({ trigger: 'replay', replay: 's' })).toBe(true);
    expect(isIn({ trigger: 'replay', replay: 'r' }, selection)).toBe(false);
    expect(isIn({}, selection)).toBe(true);
  });

  test.each([
    [{ outcome: 'held', reason: 'paused' }, ['missed']],
    [{ outcome: 'accepted', state: 'PENDING' }, ['missed', 'accepted']],
    [{ outcome: 'accepted', state: 'ACTIVE' }, ['accepted']],
    [{ outcome: 'accepted', state: 'unknown' }, ['accepted']],
    [{ outcome: 'deadLettered' }, ['failed']],
    [{ outcome: 'waiting' }, []],
    [{ outcome: 'skipped' }, ['failed']],
  ] as const)('by its outcome: %j', (row, expected) => {
    const matching = replayOutcomes.filter((one) => isIn(row, { outcomes: [one] }));

    expect(matching).toEqual(expected);
  });

  test.each([
    [149, 151, true],
    [150, 150, true],
    [151, 160, false],
    [100, 149, false],
  ])('as missed if it was accepted in the doubt %d to %d', (fromMs, toMs, expected) => {
    expect(isIn({}, { outcomes: ['missed'], doubt: { fromMs, toMs } })).toBe(expected);
    const failed = { outcome: 'deadLettered' } as const;
    expect(isIn(failed, { outcomes: ['missed'], doubt: { fromMs, toMs } })).toBe(false);
  });
});

const smallTime = fc.integer({ min: 0, max: 20 });
const span = fc.record({ fromMs: smallTime, toMs: smallTime });
const types = ['push', 'issue', 'star'];

const anyRow = fc
  .record({
    atMs: smallTime,
    detailType: fc.constantFrom(...types),
    outcome: fc.constantFrom(...historyOutcomes),
    state: fc.constantFrom(...listeningStates),
    trigger: fc.constantFrom(...triggers),
  })
  .map(aHistoryRow);

const anySelection: fc.Arbitrary<Selection> = fc.record(
  {
    fromMs: smallTime,
    toMs: smallTime,
    outcomes: fc.subarray([...replayOutcomes], { minLength: 1 }),
    detailTypes: fc.subarray(types),
    doubt: span,
    events: fc.constantFrom(['event-1'], ['event-2']),
  },
  { requiredKeys: ['fromMs', 'toMs', 'outcomes'] },
);

test('a chunk that has a selected row is not passed over', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 1 }), anySelection, (rows, selection) => {
      const hasSelected = rows.some((row) => isSelected(row, selection));

      expect(hasSelected && !mayHaveSelected(summarize(rows), selection)).toBe(false);
    }),
    { numRuns: propertyRuns(3_000) },
  );
});

test.each<[Partial<HistoryRow>, Partial<Selection>]>([
  [{ atMs: 99 }, {}],
  [{ atMs: 200 }, {}],
  [{}, { detailTypes: ['issue'] }],
  [{ outcome: 'deadLettered' }, { outcomes: ['missed', 'accepted'] }],
  [{ outcome: 'skipped' }, { outcomes: ['missed', 'accepted'] }],
  [{ outcome: 'waiting' }, {}],
  [{}, { outcomes: ['missed', 'failed'] }],
  [{}, { outcomes: ['missed'], doubt: { fromMs: 151, toMs: 160 } }],
  [{}, { outcomes: ['missed'], doubt: { fromMs: 100, toMs: 149 } }],
  [{ outcome: 'held' }, { outcomes: ['accepted'] }],
])('a chunk of one row %j that is not selected by %j is passed over', (row, selection) => {
  const chunk = summarize([aHistoryRow({ atMs: 150, ...row })]);

  expect(mayHaveSelected(chunk, aSelection(selection))).toBe(false);
});

describe('of a chunk, a request selects at the most', () => {
  const chunk = {
    ...summarize([aHistoryRow({ atMs: 150 })]),
    counts: { accepted: 1, acceptedUnheard: 2, waiting: 4, held: 8, failed: 16, skipped: 32 },
  };

  test.each<[string, Partial<Selection>, number]>([
    ['what was missed', { outcomes: ['missed'] }, 2 + 8],
    [
      'what was accepted, too, in doubt',
      { outcomes: ['missed'], doubt: { fromMs: 150, toMs: 160 } },
      1 + 2 + 8,
    ],
    [
      'not what was accepted before it',
      { outcomes: ['missed'], doubt: { fromMs: 151, toMs: 160 } },
      2 + 8,
    ],
    [
      'not what was accepted after it',
      { outcomes: ['missed'], doubt: { fromMs: 140, toMs: 149 } },
      2 + 8,
    ],
    ['what failed', { outcomes: ['failed'] }, 16 + 32],
    ['what was accepted', { outcomes: ['accepted'] }, 1 + 2],
    ['all but what waits', {}, 1 + 2 + 8 + 16 + 32],
    ['everything, if events are named', { events: ['event-1'] }, 63],
    ['nothing of another time', { toMs: 150 }, 0],
  ])('%s', (_, selection, expected) => {
    expect(mostSelected(chunk, aSelection(selection))).toBe(expected);
  });

  test('never fewer than it does', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1 }), anySelection, (rows, selection) => {
        const selected = rows.filter((row) => isSelected(row, selection)).length;

        expect(mostSelected(summarize(rows), selection)).toBeGreaterThanOrEqual(selected);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
