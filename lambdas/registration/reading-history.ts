/**
 * What operations outside of `history`, and the operators' commands, need of its reading. Files of other
 * folders cannot import it from there: for the linter, `../history` is the function that records the history.
 */
export { bodyState, deliveryView } from './history/delivery-view.ts';
export { getDelivery } from './history/get-delivery.ts';
export { getMissed } from './history/get-missed.ts';
export { bodiesSinceMs, historyOff } from './history/history-source.ts';
export { listDeliveries } from './history/list-deliveries.ts';
export { eventDeliveryView, missedView } from './history/operations.ts';
export { asItArrivedAndDecoded, readTimeSpan } from './history/read-query.ts';
