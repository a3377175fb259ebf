import { compactJson } from './compact-json.ts';
import { writeDomainEvent, type DomainEvent } from './domain-event.ts';
import { maxEventBytes, mostBesideEventBytes } from './message-size.ts';

/** How large events may be; by default as large as a retry message has room for. */
export interface EventLimits {
  /** The largest event as it is written. */
  readonly maxEventBytes?: number | undefined;
  /** The largest entry that EventBridge takes. */
  readonly maxEntryBytes?: number | undefined;
}

// A written event without its resources and its detail: the other fields, a detail type and all names.
const maxHeadBytes = 4096;

/**
 * An event that may be too large for an entry, or for what the functions write of it, without the white
 * space in its detail; any other as it is.
 */
export function fitEvent(
  event: DomainEvent,
  { maxEntryBytes = Infinity }: EventLimits,
): DomainEvent {
  const room = Math.min(maxEventBytes, maxEntryBytes - mostBesideEventBytes);
  if (boundedBytes(event, room) <= room) return event;
  return { ...event, detailJson: compactJson(event.detailJson) };
}

/** Why an event is too large; undefined if it is not. */
export function sizeProblem(
  event: DomainEvent,
  { maxEventBytes: maxBytes = maxEventBytes }: EventLimits,
): string | undefined {
  const bytes = boundedBytes(event, maxBytes);
  if (bytes <= maxBytes) return undefined;
  return `the event has ${bytes} bytes as JSON, ${maxBytes} are allowed: with an error beside it, it has to fit a message of SQS`;
}

/** The bytes of an event as it is written, or an upper bound that is quicker to compute. */
function boundedBytes(event: DomainEvent, maxBytes: number): number {
  const { resources, detailJson } = event;
  const others = resources.reduce((sum, { length }) => sum + 6 * length + 3, maxHeadBytes);
  const most = others + 3 * detailJson.length;
  if (most <= maxBytes) return most;
  return (
    Buffer.byteLength(writeDomainEvent({ ...event, detailJson: '' })) +
    Buffer.byteLength(detailJson)
  );
}
