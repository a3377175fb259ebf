import type { DeliveryQuery } from '../api/history-calls.ts';
import type { DeliveryPageView, DeliveryView } from '../../lambdas/contract/history-view.ts';

/** The deliveries loaded so far, the newest first. */
export interface DeliveryList extends DeliveryPageView {
  readonly pages: number;
  /** What was asked for: its cursor is for this query only. */
  readonly query: DeliveryQuery;
}

/** What a delivery is the same by: an event, and what asked for it. */
export function deliveryKey({ event, trigger, replay }: DeliveryView): string {
  return JSON.stringify([event, trigger, replay]);
}

/** The list with one more page. Of a delivery on two pages, the newer is the state of things. */
export function withNextPage(list: DeliveryList, page: DeliveryPageView): DeliveryList {
  return {
    ...list,
    deliveries: joined(list.deliveries, page.deliveries),
    nextCursor: page.nextCursor,
    searchedTo: page.searchedTo ?? list.searchedTo,
    pages: list.pages + 1,
  };
}

/**
 * The list after its first page was loaded again. The pages after it stay, unless there may be deliveries
 * between: when the first page is full and has none that is known.
 */
export function withNewest(
  list: DeliveryList | undefined,
  page: DeliveryPageView & Pick<DeliveryList, 'query'>,
  fullPage: number,
): DeliveryList {
  if (list === undefined || list.pages === 1) return { ...page, pages: 1 };
  const known = new Set(list.deliveries.map(deliveryKey));
  const isGapless =
    page.deliveries.length < fullPage ||
    page.deliveries.some((delivery) => known.has(deliveryKey(delivery)));
  if (!isGapless) return { ...page, pages: 1 };
  return { ...list, deliveries: joined(page.deliveries, list.deliveries) };
}

function joined(
  newer: readonly DeliveryView[],
  older: readonly DeliveryView[],
): readonly DeliveryView[] {
  const known = new Set(newer.map(deliveryKey));
  return [...newer, ...older.filter((delivery) => !known.has(deliveryKey(delivery)))];
}
