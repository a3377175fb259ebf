import type { EmulatorView, Received } from '../emulator-view.ts';

/** Gives the vendor's events that have come since it was last asked. */
export function newVendorEvents(
  view: Pick<EmulatorView, 'counters' | 'vendorEvents'>,
): () => Promise<readonly Received[]> {
  const seen = new Set<string>();
  let countSeen = 0;
  return async () => {
    // The view holds all events since the start; the counter tells whether to look at it.
    const { putEventsReceived } = await view.counters();
    if (putEventsReceived === countSeen) return [];
    countSeen = putEventsReceived;
    const fresh = (await view.vendorEvents()).filter(({ event }) => !seen.has(event.id));
    for (const { event } of fresh) seen.add(event.id);
    return fresh;
  };
}
