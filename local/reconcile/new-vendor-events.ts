import type { EmulatorView, Received } from '../emulator-view.ts';

/** Returns a function that resolves with the vendor's events since its last call. */
export function newVendorEvents(
  view: Pick<EmulatorView, 'counters' | 'vendorEvents'>,
): () => Promise<readonly Received[]> {
  const seen = new Set<string>();
  let countSeen = 0;
  return async () => {
    // The view holds all events since the start; the counter shows whether there are new ones.
    const { putEventsReceived } = await view.counters();
    if (putEventsReceived === countSeen) return [];
    countSeen = putEventsReceived;
    const fresh = (await view.vendorEvents()).filter(({ event }) => !seen.has(event.id));
    for (const { event } of fresh) seen.add(event.id);
    return fresh;
  };
}
