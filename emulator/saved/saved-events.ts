import * as v from 'valibot';
import { type BusEvent, memoryBytesOf } from '../put-events/bus-event.ts';
import type { Delivery, World } from '../state/world.ts';

/** Roughly the most bytes of events that are saved: of more, the newest. */
const MAX_SAVED_BYTES = 67_108_864;

/** An event that a bus received, with the targets that rules sent it to. `detail` is JSON text, as it was sent. */
export const savedEvent = v.strictObject({
  event: v.strictObject({
    region: v.string(),
    account: v.string(),
    bus: v.string(),
    id: v.string(),
    entryId: v.exactOptional(v.string()),
    source: v.string(),
    detailType: v.string(),
    timeMs: v.number(),
    resources: v.array(v.string()),
    detail: v.pipe(v.string(), v.check(isJson, 'must be JSON text')),
  }),
  deliveries: v.array(v.strictObject({ rule: v.string(), targetId: v.string() })),
});

/** The same, of {@link savedEvent}. */
export type SavedEvent = v.InferOutput<typeof savedEvent>;

/** The newest received events as they are saved, oldest first. */
export function saveEvents({ received, deliveries }: World): SavedEvent[] {
  const byEvent = Map.groupBy(deliveries.snapshot(), ({ event }) => event);
  let bytes = 0;
  const newest = received
    .snapshot()
    .toReversed()
    .filter((event) => {
      bytes += memoryBytesOf(event);
      return bytes <= MAX_SAVED_BYTES;
    });
  return newest.toReversed().map((event) => ({
    event: { ...event, resources: [...event.resources] },
    deliveries: (byEvent.get(event) ?? []).map(savedDelivery),
  }));
}

/** Adds saved events to what the buses have received. */
export function loadEvents({ received, deliveries }: World, saved: readonly SavedEvent[]): void {
  for (const { event, deliveries: sent } of saved) {
    const one: BusEvent = event;
    received.push(one);
    for (const { rule, targetId } of sent) deliveries.push({ event: one, rule, targetId });
  }
}

function savedDelivery({ rule, targetId }: Delivery) {
  return { rule, targetId };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
