import { type BusEvent, memoryBytesOf } from '../put-events/bus-event.ts';
import type { Archive, ArchivedEvent } from '../state/archive.ts';
import { regionOf, type World } from '../state/world.ts';
import { ViewLog } from '../state/view-log.ts';

const DAY_MS = 86_400_000;

/** An archive's store, without events. It discards its oldest events when it exceeds the size of a view. */
export function newArchiveStore({ settings }: World): Archive['events'] {
  return new ViewLog<ArchivedEvent>(settings.maxViewBytes, ({ event }) => memoryBytesOf(event));
}

/** Adds an event to the archive of this name on the event's bus. */
export function keepInArchive(world: World, event: BusEvent, name: string): void {
  const archive = regionOf(world, event.region).archivesOf(event.account).get(name);
  if (archive === undefined) return;
  const archivedAtMs = world.clock.nowMs();
  world.counters.forgotten += archive.events.push({ event, archivedAtMs });
}

/** The events that an archive still has by the emulator's clock, oldest first. */
export function eventsIn({ clock }: World, { events, retentionDays }: Archive): BusEvent[] {
  const sinceMs = retentionDays === 0 ? -Infinity : clock.nowMs() - retentionDays * DAY_MS;
  return events
    .snapshot()
    .filter(({ archivedAtMs }) => archivedAtMs > sinceMs)
    .map(({ event }) => event);
}

/** The bytes of time, as an event has it. */
const TIME_BYTES = 20;

/** An event's part of SizeBytes: its texts and its time, which fits the size that LocalStack has recorded. */
export function archivedBytesOf({ source, detailType, detail, resources }: BusEvent): number {
  return [source, detailType, detail, ...resources].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    TIME_BYTES,
  );
}
