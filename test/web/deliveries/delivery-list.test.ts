import { describe, expect, test } from '@jest/globals';
import type { DeliveryView } from '../../../lambdas/contract/history-view.ts';
import { withNewest, withNextPage } from '../../../web/deliveries/delivery-list.ts';
import { aDelivery } from '../support/history-builders.ts';

const query = { since: '2026-11-20T00:00:00Z', until: '', outcome: '', type: '', event: '' };
const later = { ...query, since: '2026-11-20T00:00:15Z' };

const page = (
  ids: readonly string[],
  nextCursor: string | null = null,
  fields: Partial<DeliveryView> = {},
) => ({
  deliveries: ids.map((event) => aDelivery({ event, ...fields })),
  nextCursor,
  searchedTo: nextCursor === null ? null : '2026-11-20T12:00:00Z',
});
const eventsOf = ({ deliveries }: { readonly deliveries: readonly DeliveryView[] }) =>
  deliveries.map(({ event }) => event);

const one = withNewest(undefined, { ...page(['c', 'b'], 'x'), query }, 2);
const two = withNextPage(one, page(['b', 'a'], 'y'));

describe('one more page', () => {
  test('comes after what is there, and the search goes on from its cursor', () => {
    expect(eventsOf(two)).toEqual(['c', 'b', 'a']);
    expect(two).toMatchObject({ nextCursor: 'y', pages: 2, query });
  });

  test('does not replace the newer state of a delivery', () => {
    const older = page(['c'], null, { outcome: 'waiting' });
    expect(withNextPage(one, older).deliveries[0]?.outcome).toBe('accepted');
  });

  test('keeps a replay of the same event apart', () => {
    expect(eventsOf(withNextPage(one, page(['c'], null, { replay: 'r1' })))).toEqual([
      'c',
      'b',
      'c',
    ]);
  });
});

describe('the first page, loaded again', () => {
  test('replaces itself, with its query', () => {
    expect(withNewest(one, { ...page(['d'], 'z'), query: later }, 2)).toMatchObject({
      nextCursor: 'z',
      query: later,
    });
  });

  test('comes before the pages after it, whose cursor is of their own query', () => {
    const list = withNewest(two, { ...page(['d', 'c'], 'z'), query: later }, 2);
    expect(eventsOf(list)).toEqual(['d', 'c', 'b', 'a']);
    expect(list).toMatchObject({ nextCursor: 'y', query, pages: 2 });
  });

  test('shows what became of a delivery meanwhile', () => {
    const list = withNewest(two, { ...page(['b'], 'z', { outcome: 'deadLettered' }), query }, 2);
    expect(list.deliveries.map(({ outcome }) => outcome)).toEqual([
      'deadLettered',
      'accepted',
      'accepted',
    ]);
  });

  test('keeps how far back was searched while nothing is found', () => {
    const empty = withNextPage(
      withNewest(undefined, { ...page([], 'x'), query }, 2),
      page([], 'y'),
    );
    expect(withNewest(empty, { ...page([], 'z'), query: later }, 2)).toEqual(empty);
  });

  test('starts anew when there may be deliveries between it and the rest', () => {
    const list = withNewest(two, { ...page(['f', 'e'], 'z'), query: later }, 2);
    expect(list).toMatchObject({ nextCursor: 'z', pages: 1, query: later });
    expect(eventsOf(list)).toEqual(['f', 'e']);
  });
});
