import { expect, test } from '@jest/globals';
import { everySource, sortedBy, sortOf, sortText } from '../../../web/sources/source-query.ts';

test('a click on a column sorts by it, and the next one the other way round', () => {
  const byAccount = sortedBy({ ...everySource, page: 7 }, 'account');
  expect(byAccount).toEqual({ ...everySource, sort: 'account' });
  expect(sortedBy(byAccount, 'account')).toEqual({ ...byAccount, isDescending: true });
  expect(sortedBy(sortedBy(byAccount, 'account'), 'account')).toEqual(byAccount);
});

test.each(['account', '-account', 'lastEvent', '-region'])('%s is an order', (text) => {
  expect(sortText(sortOf(text))).toBe(text);
});

test.each(['', '-', 'name', '--account'])('%j is none, so the usual one is taken', (text) => {
  expect(sortText(sortOf(text))).toBe('region');
});

test('who sorts by the last event sees the latest first', () => {
  expect(sortedBy(everySource, 'lastEvent')).toMatchObject({ isDescending: true });
});
