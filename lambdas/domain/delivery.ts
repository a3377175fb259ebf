import type { DomainEvent } from './domain-event.ts';
import { eventResource, type EventIdPlace } from './event-resource.ts';
import type { Trigger } from './history/row.ts';
import type { Mapping } from './mapping.ts';
import type { PayloadReference } from './payload/payload-reference.ts';
import { writeStub } from './payload/stub.ts';
import { isErrorResolved } from './resolved-error.ts';

/** One event on its way to one partner event source, before its next delivery attempt. */
export interface Delivery {
  readonly event: DomainEvent;
  readonly generator: string;
  readonly sourceArn: string;
  readonly sourceName: string;
  readonly region: string;
  /** The generation of the mapping that this attempt is made for. */
  readonly generation: string;
  /** The element that the entry has in its resources besides the event's own; see event-resource.ts. */
  readonly idResource?: string;
  /** The entry's detail where the event's own is referred to: the stub with this source's link. */
  readonly stubJson?: string;
  /** The entry's size as EventBridge counts it. */
  readonly sizeBytes: number;
  /** Attempts already made. */
  readonly attempts: number;
  /** When the events queue took the event, epoch milliseconds. */
  readonly queuedAtMs: number;
  /** When the first attempt was made, from which its time counts, epoch milliseconds; absent before it. */
  readonly firstAttemptAtMs?: number;
  /** RFC 3339 date-time, once an attempt has failed; a redrive does not change it. */
  readonly firstFailureTime?: string;
  /** What caused it; a live event if absent. */
  readonly trigger?: Trigger;
  /** The id of the replay that asked for it. */
  readonly replay?: string;
  /** When the mapping's last error happened, RFC 3339, unless an event was accepted since. */
  readonly standingErrorTime?: string;
}

/** The first delivery of an event to a mapping's source. */
export function firstDelivery(
  event: DomainEvent,
  mapping: Mapping,
  queuedAtMs: number,
  eventIdIn: EventIdPlace,
): Delivery {
  const idResource = eventIdIn === 'none' ? undefined : eventResource(event.id);
  return { ...bind(event, mapping, idResource), attempts: 0, queuedAtMs };
}

/** The same delivery with the current mapping, and with the event's id where the stage puts it today. */
export function rebind(delivery: Delivery, mapping: Mapping, eventIdIn: EventIdPlace): Delivery {
  const { idResource: _, ...rest } = delivery;
  const { event, replay } = delivery;
  const idResource = eventIdIn === 'none' ? undefined : eventResource(event.id, replay);
  return { ...rest, ...bind(event, mapping, idResource) };
}

/**
 * The same delivery with a stub in place of its event's detail.
 *
 * @param url the address of the payload for this delivery's source
 * @param keptJson what the stub keeps of the detail, a JSON object
 */
export function withStub<D extends Delivery>(
  delivery: D,
  reference: PayloadReference,
  url: string,
  keptJson = delivery.event.detailJson,
): D {
  const { event, sourceName, idResource } = delivery;
  const stubJson = writeStub(keptJson, reference, url);
  return {
    ...delivery,
    stubJson,
    sizeBytes: entrySizeBytes(event, sourceName, idResource, stubJson),
  };
}

type Bound = Omit<Delivery, 'attempts' | 'queuedAtMs'>;

function bind(event: DomainEvent, mapping: Mapping, idResource: string | undefined): Bound {
  const { sourceArn, sourceName, region, generation, lastError } = mapping;
  const bound: { -readonly [Name in keyof Bound]: Bound[Name] } = {
    event,
    generator: event.generator,
    sourceArn,
    sourceName,
    region,
    generation,
    sizeBytes: entrySizeBytes(event, sourceName, idResource),
  };
  // To spread what there may not be would take ten times as long as all of this.
  if (idResource !== undefined) bound.idResource = idResource;
  const isStanding = lastError !== undefined && !isErrorResolved(mapping);
  if (isStanding) bound.standingErrorTime = lastError.time;
  return bound;
}

/** What a customer receives of an event, by the names of an entry's members; time and source apart. */
export interface EntryContent {
  readonly DetailType: string;
  readonly Resources: readonly string[];
  /** JSON text. */
  readonly Detail: string;
}

/** What of an event goes into its entries. */
export function entryContent(
  event: DomainEvent,
  idResource: string | undefined,
  stubJson?: string,
): EntryContent {
  const { detailType, detailJson } = event;
  return {
    DetailType: detailType,
    Resources: entryResources(event, idResource),
    Detail: stubJson ?? detailJson,
  };
}

/** The resources of an entry: the event's own, and the element with its id. */
export function entryResources(
  { resources }: DomainEvent,
  idResource: string | undefined,
): readonly string[] {
  return idResource === undefined ? resources : [...resources, idResource];
}

/**
 * The size of an entry in bytes, for its own limit and for the sum of a request: that of the event's
 * JSON as a rule's target gets it. PutEvents' API reference counts "the event and any necessary
 * characters and keys of the JSON representation of the event"; the user guide (Calculating PutEvents
 * event entry size) counts 14 bytes for the time and the UTF-8 bytes of source, detail type, detail
 * and each resource, which is never more. No document says which of them holds for PutPartnerEvents, so
 * the larger is taken. The HTTP body, in which the detail is a JSON string and so escaped once more,
 * counts towards no documented limit.
 *
 * JSON.stringify({ version: '0', id, 'detail-type', source, account, time, region, resources, detail }),
 * with {@link jsonEnvelopeBytes} for everything that is the same for each entry.
 */
export function entrySizeBytes(
  event: DomainEvent,
  sourceName: string,
  idResource: string | undefined,
  stubJson?: string,
): number {
  const bytes = sharedBytes(event) + jsonTextBytes(sourceName) + moreThanDetail(event, stubJson);
  if (idResource === undefined) return bytes;
  const comma = event.resources.length === 0 ? 0 : 1;
  return bytes + jsonTextBytes(idResource) + '""'.length + comma;
}

/**
 * Everything but the entry's own texts: keys, punctuation, a version, an id of 36 characters, an account
 * of 12, a time in whole seconds, and a Region of 14, the longest one.
 */
const jsonEnvelopeBytes =
  '{"version":"0","id":"","detail-type":"","source":"","account":"","time":"","region":"","resources":[],"detail":}'
    .length +
  36 +
  12 +
  'YYYY-MM-DDTHH:MM:SSZ'.length +
  'ap-northeast-1'.length;

// An event may go to thousands of sources, and everything but the source's name and the element with the
// id, which is another one in a replay, is the same for each.
const sharedBytesOf = new WeakMap<DomainEvent, number>();

function sharedBytes(event: DomainEvent): number {
  const known = sharedBytesOf.get(event);
  if (known !== undefined) return known;
  const { detailType, resources, detailJson } = event;
  const bytes =
    jsonEnvelopeBytes +
    jsonTextBytes(detailType) +
    resources.reduce((sum, resource) => sum + jsonTextBytes(resource) + '"",'.length, 0) +
    // No comma before the first one.
    (resources.length === 0 ? 0 : -1) +
    Buffer.byteLength(detailJson);
  sharedBytesOf.set(event, bytes);
  return bytes;
}

/** The bytes that a stub has more than what the event has as its detail. */
function moreThanDetail({ detailJson }: DomainEvent, stubJson: string | undefined): number {
  return stubJson === undefined ? 0 : Buffer.byteLength(stubJson) - Buffer.byteLength(detailJson);
}

// ASCII that JSON does not escape, as in most names and types.
const plain = /^[ !#-[\]-~]*$/;

/** A text as JSON writes it; most texts need no look at each character. */
export function jsonText(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** The UTF-8 bytes of a text as JSON writes it, without its quotes. */
function jsonTextBytes(text: string): number {
  return plain.test(text) ? text.length : Buffer.byteLength(JSON.stringify(text)) - '""'.length;
}
