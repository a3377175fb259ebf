import { expect, test } from '@jest/globals';
import { isPassed, type Passed, type RowPlace } from '../../../../lambdas/domain/history/passed.ts';
import type { HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';

const passed: Passed = {
  replay: 'r',
  fromMs: 100,
  toMs: 200,
  doubt: { fromMs: 140, toMs: 160 },
  cursor: { 'us-east-1': '0000000000500#0001' },
  within: { 'us-east-1': { position: '0000000000600#0000', rows: 3 } },
};
const held = aHistoryRow({ outcome: 'held', reason: 'paused', atMs: 150 });
const behind: RowPlace = { region: 'us-east-1', position: '0000000000500#0000', index: 9 };
const is = (row: Partial<HistoryRow>, place: Partial<RowPlace> = {}) =>
  isPassed({ ...held, ...row }, { ...behind, ...place }, [passed]);

test.each<[string, Partial<RowPlace>, boolean]>([
  ['in a chunk before the last one', {}, true],
  ['in the last chunk', { position: '0000000000500#0001' }, true],
  ['recorded after that', { position: '0000000000500#0002' }, false],
  [
    'among the first rows of the chunk that was begun',
    { position: '0000000000600#0000', index: 2 },
    true,
  ],
  ['after them', { position: '0000000000600#0000', index: 3 }, false],
  ['in another chunk', { position: '0000000000600#0001', index: 0 }, false],
  ['in a Region that was not read', { region: 'eu-west-1' }, false],
])('a missed event is passed by its place: %s', (_, place, expected) => {
  expect(is({}, place)).toBe(expected);
});

test.each([
  [99, false],
  [100, true],
  [199, true],
  [200, false],
])('and by its time: %d', (atMs, expected) => {
  expect(is({ atMs })).toBe(expected);
});

test.each<[string, Partial<HistoryRow>, boolean]>([
  ['dropped while PENDING', { outcome: 'accepted', state: 'PENDING', atMs: 110 }, true],
  ['accepted at the beginning of the doubt', { outcome: 'accepted', atMs: 140 }, true],
  ['accepted at its end', { outcome: 'accepted', atMs: 160 }, true],
  ['accepted before it', { outcome: 'accepted', atMs: 139 }, false],
  ['accepted after it', { outcome: 'accepted', atMs: 161 }, false],
  ['dead-lettered', { outcome: 'deadLettered' }, false],
  ['held for the replay itself', { replay: 'r' }, false],
  ['held for another one', { replay: 's' }, true],
])('and by what became of it: %s', (_, row, expected) => {
  expect(is(row)).toBe(expected);
});

test('what was accepted is not passed by a replay without a doubt', () => {
  const { doubt: _, ...sure } = passed;

  expect(isPassed({ ...held, outcome: 'accepted' }, behind, [sure])).toBe(false);
});

test('one of several replays is enough, and none passes nothing', () => {
  const other = { ...passed, cursor: {}, within: {} };

  expect(isPassed(held, behind, [other, passed])).toBe(true);
  expect(isPassed(held, behind, [passed, other])).toBe(true);
  expect(isPassed(held, behind, [other])).toBe(false);
  expect(isPassed(held, behind, [])).toBe(false);
});
