import { epochMs } from '../domain/date-time.ts';
import { entryResources, jsonText } from '../domain/delivery.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import { escapeJson, roomForEscaped } from './escape-json.ts';

/** What the entries of an event have besides their sources, as it is in a request's body. */
export interface KeptEntry {
  readonly memory: Buffer;
  /** All members but the source. */
  readonly start: number;
  /** The content of the detail's text, and what ends the entry. */
  readonly detailStart: number;
  readonly end: number;
  /** The element with the event's id that its resources have. */
  readonly idResource: string | undefined;
}

/** Makes what the entries of an event share. It holds until the next one is asked for. */
export type KeptEntries = (event: DomainEvent, idResource: string | undefined) => KeptEntry;

interface PlacedEntry extends KeptEntry {
  /** How often the memory had been full when it was written. */
  readonly lap: number;
}

/** Twice what the events of a batch have together, of which Lambda takes six megabytes. */
const standardBytes = 16 * 1_048_576;

/**
 * Keeps what the entries of each event share, so that it is made once for all its sources, calls and Regions.
 * The memory is written from its beginning to its end and then over again, so that an event of a batch before
 * the last one is made again.
 *
 * @param bytes the size of the memory, which is the system's until it is written
 */
export function keptEntries({ bytes = standardBytes, escape = escapeJson } = {}): KeptEntries {
  const entries = new WeakMap<DomainEvent, PlacedEntry>();
  const ring = ringOf(bytes);

  return (event, idResource) => {
    const known = entries.get(event);
    if (known !== undefined && ring.has(known)) return known;
    const head = entryHead(event, idResource);
    const { detailJson } = event;
    const room = 3 * head.length + roomForEscaped(detailJson) + entryEnd.length;
    const { memory, start, lap } = ring.placeFor(room);
    const detailStart = start + memory.write(head, start);
    const detailEnd = escape(detailJson, memory, detailStart);
    const end = detailEnd + memory.write(entryEnd, detailEnd);
    const made = { memory, start, detailStart, end, idResource, lap };
    ring.endAt(made);
    entries.set(event, made);
    return made;
  };
}

/** Memory that is written from its beginning to its end and then over again. */
function ringOf(bytes: number) {
  let ring: Buffer | undefined;
  let lap = 0;
  let end = 0;
  // Whoever writes may write on the whole room, and need less of it in the end, as escaping does.
  let spoiltEnd = 0;
  return {
    has: (entry: PlacedEntry) =>
      entry.lap === lap ||
      (entry.lap === lap - 1 && entry.start >= spoiltEnd) ||
      entry.memory !== ring,
    /** What does not fit has memory of its own. */
    placeFor(room: number) {
      if (room > bytes) return { memory: Buffer.allocUnsafeSlow(room), start: 0, lap };
      ring ??= Buffer.allocUnsafeSlow(bytes);
      if (end + room > bytes) {
        lap += 1;
        end = 0;
        spoiltEnd = 0;
      }
      spoiltEnd = Math.max(spoiltEnd, end + room);
      return { memory: ring, start: end, lap };
    },
    endAt(entry: PlacedEntry) {
      if (entry.memory === ring) ({ end } = entry);
    },
  };
}

/** An entry's end after its detail's content. */
export const entryEnd = '"}';

/** An entry from behind its source to where its detail's content begins. */
export function entryHead(event: DomainEvent, idResource: string | undefined): string {
  const resources = entryResources(event, idResource).map(jsonText).join(',');
  // On the wire a time is epoch seconds.
  const time = epochMs(event.time) / 1000;
  return `,"Time":${time},"DetailType":${jsonText(event.detailType)},"Resources":[${resources}],"Detail":"`;
}
