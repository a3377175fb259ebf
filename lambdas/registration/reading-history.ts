/**
 * What operations outside of `history` need of its reading. Files of other folders cannot import it from
 * there: for the linter, `../history` is the function that records the history.
 */
export { bodyState } from './history/delivery-view.ts';
export { getDelivery } from './history/get-delivery.ts';
export { bodiesSinceMs, historyOff } from './history/history-source.ts';
export { asItArrivedAndDecoded, readTimeSpan } from './history/read-query.ts';
