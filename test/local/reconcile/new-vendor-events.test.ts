import { expect, test } from '@jest/globals';
import type { Received } from '../../../local/emulator-view.ts';
import { newVendorEvents } from '../../../local/reconcile/new-vendor-events.ts';
import { aReceived, aRunResult } from '../run-builders.ts';

/** A view of events that can be added to, which counts how often it was read. */
function aView() {
  const events: Received[] = [];
  let reads = 0;
  return {
    add: (id: string) => events.push(aReceived({ id })),
    reads: () => reads,
    counters: async () => ({ ...aRunResult().counters, putEventsReceived: events.length }),
    vendorEvents: async () => {
      reads += 1;
      return [...events];
    },
  };
}

test('each event is given once, and the view is read only when there are new ones', async () => {
  const view = aView();
  const next = newVendorEvents(view);
  const ids = async () => (await next()).map(({ event }) => event.id);
  const given = [await ids()];
  view.add('a');
  view.add('b');
  given.push(await ids(), await ids());
  view.add('c');
  given.push(await ids());

  expect(given).toEqual([[], ['a', 'b'], [], ['c']]);
  expect(view.reads()).toBe(2);
});
