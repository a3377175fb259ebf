import * as v from 'valibot';
import { type BusEvent, memoryBytesOf } from '../put-events/bus-event.ts';
import type { Delivery, World } from '../state/world.ts';
import { INPUT_ERRORS } from '../targets/target-input.ts';
import { isJson } from '../is-json.ts';

/** Roughly the most bytes of events that are saved: of more, the newest. */
const MAX_SAVED_BYTES = 67_108_864;

/** An event of a bus. `detail` is JSON text, as it was sent. */
export const savedBusEvent = v.strictObject({
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
  replayName: v.exactOptional(v.string()),
  origin: v.exactOptional(v.strictObject({ account: v.string(), region: v.string() })),
});

/** Where a rule sent an event, and what the target received in its place. */
const savedDelivery = v.strictObject({
  rule: v.string(),
  targetId: v.string(),
  input: v.exactOptional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('text'), text: v.string() }),
      v.strictObject({
        kind: v.literal('none'),
        code: v.picklist(INPUT_ERRORS),
        reason: v.string(),
      }),
    ]),
  ),
});

/** An event that a bus received, with the targets that rules sent it to. `detail` is JSON text, as it was sent. */
export const savedEvent = v.strictObject({
  event: savedBusEvent,
  deliveries: v.array(savedDelivery),
});

/** The same, of {@link savedEvent}. */
export type SavedEvent = v.InferOutput<typeof savedEvent>;

/** The newest received events as they are saved, oldest first. */
export function saveEvents({ received, deliveries }: World): SavedEvent[] {
  const byEvent = Map.groupBy(deliveries.snapshot(), ({ event }) => event);
  return newestOf(received.snapshot(), (event) => event).map((event) => ({
    event: { ...event, resources: [...event.resources] },
    deliveries: (byEvent.get(event) ?? []).map(sentOnly),
  }));
}

/** Of items in order, the newest whose events are not too many bytes to save. */
export function newestOf<Item>(
  items: readonly Item[],
  eventOf: (item: Item) => BusEvent,
): readonly Item[] {
  let bytes = 0;
  const tooMany = items.findLastIndex((item) => {
    bytes += memoryBytesOf(eventOf(item));
    return bytes > MAX_SAVED_BYTES;
  });
  return items.slice(tooMany + 1);
}

/** Adds saved events to what the buses have received. */
export function loadEvents({ received, deliveries }: World, saved: readonly SavedEvent[]): void {
  for (const { event, deliveries: sent } of saved) {
    const one: BusEvent = event;
    received.push(one);
    for (const delivery of sent) deliveries.push({ event: one, ...delivery });
  }
}

function sentOnly({ rule, targetId, input }: Delivery) {
  return { rule, targetId, ...(input !== undefined && { input }) };
}
