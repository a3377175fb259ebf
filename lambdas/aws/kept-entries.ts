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
  let ring: Buffer | undefined;
  let lap = 0;
  let end = 0;

  const isKept = (entry: PlacedEntry) =>
    entry.lap === lap || (entry.lap === lap - 1 && entry.start >= end) || entry.memory !== ring;

  function memoryWith(room: number): Buffer {
    if (room > bytes) return Buffer.allocUnsafeSlow(room);
    ring ??= Buffer.allocUnsafeSlow(bytes);
    if (end + room > bytes) {
      lap += 1;
      end = 0;
    }
    return ring;
  }

  return (event, idResource) => {
    const known = entries.get(event);
    if (known !== undefined && isKept(known)) return known;
    const head = entryHead(event, idResource);
    const { detailJson } = event;
    const memory = memoryWith(3 * head.length + roomForEscaped(detailJson) + entryEnd.length);
    const start = memory === ring ? end : 0;
    const detailStart = start + memory.write(head, start);
    const detailEnd = escape(detailJson, memory, detailStart);
    const made = {
      memory,
      start,
      detailStart,
      end: detailEnd + memory.write(entryEnd, detailEnd),
      idResource,
      lap,
    };
    if (memory === ring) end = made.end;
    entries.set(event, made);
    return made;
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
