import { describe, expect, test } from '@jest/globals';
import {
  deliveryQuery,
  everything,
  filterFields,
  filterOf,
  spanOf,
} from '../../../web/deliveries/delivery-filter.ts';
import { testNowMs } from '../support/builders.ts';

const own = {
  ...everything,
  range: 'own',
  since: '2026-11-20T00:00:00.000Z',
  until: '2026-11-21T00:00:00.000Z',
} as const;

describe('a filter', () => {
  test('is the usual one for a link that names none, or one that does not exist', () => {
    expect(filterOf(new URLSearchParams(''))).toEqual(everything);
    expect(filterOf(new URLSearchParams('range=1y&since=soon'))).toEqual(everything);
  });

  test('leads back from its link', () => {
    const filter = { ...own, outcome: 'failed', type: 'push', event: 'a b&c' };
    expect(filterOf(new URLSearchParams(filterFields(filter)))).toEqual(filter);
  });

  test('has a range up to now without an end, so that new deliveries are in it', () => {
    expect(deliveryQuery({ ...everything, range: '1h', event: ' e1 ' }, testNowMs)).toEqual({
      since: '2026-11-21T18:00:00.000Z',
      until: '',
      outcome: '',
      type: '',
      event: 'e1',
    });
  });

  test('has the ends of an own range', () => {
    expect(deliveryQuery(own, testNowMs)).toMatchObject({ since: own.since, until: own.until });
  });

  test.each([
    [{ since: '', until: '' }, testNowMs - 86_400_000, testNowMs],
    [{ since: own.since, until: '' }, Date.parse(own.since), testNowMs],
    [{ since: '', until: own.until }, Date.parse(own.since), Date.parse(own.until)],
  ])('with half of an own range %j has the usual other half', (half, fromMs, toMs) => {
    expect(spanOf({ range: 'own', ...half }, testNowMs)).toEqual({ fromMs, toMs });
  });
});
