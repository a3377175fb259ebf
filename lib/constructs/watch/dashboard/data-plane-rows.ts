import type { WatchedDataPlane } from '../watched.ts';
import { acceptanceRows } from './acceptance-rows.ts';
import { callRows } from './call-rows.ts';
import { eventQueueRows, fanOutRows } from './event-rows.ts';
import { dispositionRows } from './disposition-rows.ts';
import type { Row } from './widgets.ts';

/**
 * The way of an event, from the queue to the customer.
 *
 * @param customerRegions the Regions whose EventBridge is called
 */
export function dataPlaneRows(
  plane: WatchedDataPlane,
  customerRegions: readonly string[],
): readonly Row[] {
  return [
    ...eventQueueRows(plane),
    ...fanOutRows(plane),
    ...callRows(customerRegions),
    ...dispositionRows(plane),
    ...acceptanceRows(),
  ];
}
