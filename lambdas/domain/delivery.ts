import type { DomainEvent } from './domain-event.ts';
import type { Mapping } from './mapping.ts';

/** One event on its way to one partner event source, before its next delivery attempt. */
export interface Delivery {
  readonly event: DomainEvent;
  readonly generator: string;
  readonly sourceArn: string;
  readonly sourceName: string;
  readonly region: string;
  /** The generation of the mapping that this attempt goes by. */
  readonly generation: string;
  /** The entry's size as EventBridge counts it. */
  readonly sizeBytes: number;
  /** Attempts already made. */
  readonly attempts: number;
  /** Those of them that failed for a cause in no table; none when absent. */
  readonly unknownFailures?: number;
  /** When the events queue took the event, epoch milliseconds. */
  readonly queuedAtMs: number;
  /** RFC 3339 date-time, once an attempt has failed. */
  readonly firstFailureTime?: string;
}

/** The first delivery of an event to a mapping's source. */
export function firstDelivery(event: DomainEvent, mapping: Mapping, queuedAtMs: number): Delivery {
  return { ...bind(event, mapping), attempts: 0, queuedAtMs };
}

/** The same delivery by the mapping as it stands now. */
export function rebind(delivery: Delivery, mapping: Mapping): Delivery {
  return { ...delivery, ...bind(delivery.event, mapping) };
}

function bind(event: DomainEvent, { sourceArn, sourceName, region, generation }: Mapping) {
  return {
    event,
    generator: event.generator,
    sourceArn,
    sourceName,
    region,
    generation,
    sizeBytes: entrySizeBytes(event, sourceName),
  };
}

/**
 * The size of an entry as EventBridge counts it: 14 bytes for its time, and the UTF-8 bytes of
 * source, detail type, detail and each resource ("Calculating Amazon EventBridge event entry size"
 * of the user guide).
 */
export function entrySizeBytes(event: DomainEvent, sourceName: string): number {
  const texts = [sourceName, event.detailType, event.detailJson, ...event.resources];
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 14);
}
