import * as v from 'valibot';
import type { OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { pairName } from './invocation.ts';
import type { PlacedObject } from './payloads/payload-place.ts';
import { plannedReference, type ReferenceKind } from './payloads/planned-reference.ts';

/** One event of a message that the vendor puts on the events queue, or what is none. */
export type PlannedElement =
  | {
      readonly kind: 'event';
      readonly generator: string;
      readonly detailType: string;
      /** The length of a text in its detail. */
      readonly filling: number;
      /** Without a time of its own it has that of the queue. */
      readonly hasTime: boolean;
      /** How the message refers to the detail; without it the message has the detail. */
      readonly reference?: ReferenceKind | undefined;
    }
  | { readonly kind: 'junk' };

/** An event as it was published. */
export interface PublishedEvent {
  readonly id: string;
  readonly generator: string;
  readonly detailType: string;
  readonly time: string | undefined;
  /** Wherever it is. */
  readonly detailJson: string;
  readonly reference?: ReferenceKind | undefined;
}

/** A message of the events queue: what it holds, by its own parser. */
export interface PublishedMessage {
  readonly body: string;
  readonly events: readonly PublishedEvent[];
  /** The ids in what is no event. */
  readonly junk: readonly string[];
  readonly scope: PublishedScope;
  /** Whether the fan-out function made it of another message: then its events are counted there. */
  readonly isPart: boolean;
  /** Whether what filters leave out of it is not counted yet. */
  readonly countsFiltered: boolean;
  /** What its producer has stored in the payload bucket. */
  readonly objects?: readonly UploadedObject[];
  /** Of a part: since when the details of its events could not be stored or seen, epoch milliseconds. */
  readonly failingSinceMs?: number | undefined;
}

/** An object that a producer stored before its event; `ageMs`: how long before. */
export type UploadedObject = Omit<PlacedObject, 'lastModifiedMs'> & {
  readonly key: string;
  readonly ageMs: number;
};

/** Which sources of its generators a message is for: all that are within each bound that there is. */
export interface PublishedScope {
  readonly sourceArn?: string | undefined;
  readonly regions?: readonly string[] | undefined;
  /** Only ARNs behind this one, up to the other. */
  readonly after?: string | undefined;
  readonly through?: string | undefined;
}

/** The message of these elements; `name` begins the ids of its events. */
export function publishedMessage(
  name: string,
  elements: readonly PlannedElement[],
  text: string,
): PublishedMessage {
  const planned = elements.map((element, index) => elementOf(`${name}-${index}`, element, text));
  const values = planned.map(({ value }) => value);
  return {
    body: JSON.stringify(values.length === 1 ? values[0] : values),
    events: planned.flatMap(({ event }) => event ?? []),
    junk: planned.flatMap(({ junk }) => junk ?? []),
    objects: planned.flatMap(({ object }) => object ?? []),
    scope: {},
    isPart: false,
    countsFiltered: true,
  };
}

const eventTime = '2026-11-21T18:59:00Z';

/** An element of a message, and what it is for the checks. */
interface WrittenElement {
  readonly value: object;
  readonly event?: PublishedEvent;
  readonly junk?: string;
  readonly object?: UploadedObject;
}

function elementOf(id: string, element: PlannedElement, text: string): WrittenElement {
  if (element.kind === 'junk') return { value: { junk: id }, junk: id };
  const { generator, detailType, filling, hasTime, reference } = element;
  // Its text, too, is to reach the customer.
  const price = JSON.rawJSON('300.0');
  const detail = { of: id, price, filling: 'x'.repeat(filling), text };
  const time = hasTime ? eventTime : undefined;
  const head = { id, generator, detailType, time };
  const event = { ...head, detailJson: JSON.stringify(detail), reference };
  if (reference === undefined) {
    // With a time and without one: half of the messages' events are CloudEvents, by no chance of their own.
    const isCloudEvent = (detailType === 'issues.opened') === hasTime;
    return { value: isCloudEvent ? cloudEventOf(head, detail) : { ...head, detail }, event };
  }
  const { detailReference, object } = plannedReference(reference, event);
  const value = { ...head, detailReference, detail: { of: id } };
  const uploaded = object && { ...object, key: detailReference.key };
  return { value, event, ...(uploaded && { object: uploaded }) };
}

/** A CloudEvent that means the same. */
function cloudEventOf(
  {
    generator,
    detailType,
    ...head
  }: Pick<PublishedEvent, 'id' | 'generator' | 'detailType' | 'time'>,
  data: object,
) {
  const what = { source: '/model', subject: generator, type: detailType };
  return { specversion: '1.0', ...head, ...what, data };
}

const testMessageSchema = v.object({
  id: v.string(),
  generator: v.string(),
  detailType: v.string(),
  time: v.string(),
  detail: v.record(v.string(), v.unknown()),
});

/** A test event of the registration function. */
export function testMessage(body: string, sourceArn: string): PublishedMessage {
  const { detail, ...event } = v.parse(testMessageSchema, JSON.parse(body));
  const events = [{ ...event, detailJson: JSON.stringify(detail) }];
  return { body, events, junk: [], scope: { sourceArn }, isPart: false, countsFiltered: true };
}

const elementSchema = v.union([v.object({ junk: v.string() }), v.object({ id: v.string() })]);
const scopeSchema = v.strictObject({
  queuedAtMs: v.number(),
  failingSinceMs: v.exactOptional(v.number()),
  regions: v.exactOptional(v.array(v.string())),
  after: v.exactOptional(v.string()),
  through: v.exactOptional(v.string()),
  countsFiltered: v.exactOptional(v.literal(true)),
});

/** A message that the fan-out function puts back on the events queue. */
export interface PublishedPart extends PublishedMessage {
  /** When the queue took the message that it is of, epoch milliseconds. */
  readonly queuedMs: number;
}

type SentMessage = Pick<OutgoingMessage, 'body' | 'attributes'>;

/** Reads a part without the function's own reader, by the events that were accepted. Throws for what is none. */
export function readPart(
  { body, attributes = {} }: SentMessage,
  accepted: ReadonlyMap<string, PublishedEvent>,
): PublishedPart {
  const { queuedAtMs, failingSinceMs, countsFiltered = false, ...bounds } = boundsIn(attributes);
  const written: unknown = JSON.parse(body);
  const elements = v.parse(v.array(elementSchema), Array.isArray(written) ? written : [written]);
  const events = elements.flatMap((one) => ('id' in one ? [acceptedEvent(one.id, accepted)] : []));
  const junk = elements.flatMap((one) => ('junk' in one ? [one.junk] : []));
  const scope = { sourceArn: attributes['sourceArn'], ...bounds };
  const queued = { queuedMs: queuedAtMs, failingSinceMs };
  return { body, events, junk, scope, isPart: true, countsFiltered, ...queued };
}

function boundsIn(attributes: Readonly<Record<string, string>>) {
  return v.parse(scopeSchema, JSON.parse(attributes['part'] ?? ''));
}

/** An event that was refused, and for which sources: its dead letter; undefined for what is no event. */
export function readRefused(
  { body, attributes = {} }: SentMessage,
  accepted: ReadonlyMap<string, PublishedEvent>,
): PublishedMessage | undefined {
  const read = v.safeParse(v.object({ id: v.string() }), JSON.parse(body));
  const event = read.success ? accepted.get(read.output.id) : undefined;
  if (event === undefined) return undefined;
  const { sourceArn } = attributes;
  const bounds = attributes['part'] === undefined ? {} : boundsIn(attributes);
  return {
    body,
    events: [event],
    junk: [],
    scope: { sourceArn, ...bounds },
    isPart: true,
    countsFiltered: false,
  };
}

function acceptedEvent(id: string, accepted: ReadonlyMap<string, PublishedEvent>): PublishedEvent {
  const event = accepted.get(id);
  if (event === undefined) throw new Error(`${id} is in a part, and nobody published it`);
  return event;
}

const entrySchema = v.object({
  sourceArn: v.string(),
  attempts: v.number(),
  firstAttemptAt: v.exactOptional(v.string()),
  lastError: v.exactOptional(v.object({ code: v.string() })),
  replay: v.exactOptional(v.string()),
  event: v.object({ id: v.string(), generator: v.string(), detailType: v.string() }),
});

/** An entry on the retry queue or its dead-letter queue, read without the functions' own reader. */
export type QueuedEntry = v.InferOutput<typeof entrySchema>;

/** Reads the bodies of retry messages, each once. Throws for what is none. */
export interface EntryReader {
  readonly read: (body: string) => QueuedEntry;
  /** The name of its pair. */
  readonly pairOf: (body: string) => string;
}

/** A reader that remembers all that it has read. */
export function entryReader(): EntryReader {
  const entries = new Map<string, QueuedEntry>();
  const read = (body: string) => {
    const entry = entries.get(body) ?? v.parse(entrySchema, JSON.parse(body));
    entries.set(body, entry);
    return entry;
  };
  return {
    read,
    pairOf(body) {
      const { event, sourceArn, replay } = read(body);
      return pairName(event.id, sourceArn, replay);
    },
  };
}

/** The mappings of an event's generator that want it. */
export function wanting(
  { scope }: Pick<PublishedMessage, 'scope'>,
  { detailType }: PublishedEvent,
  mappings: readonly Mapping[],
): readonly Mapping[] {
  return addressed(scope, mappings).filter((mapping) => isWanted(detailType, mapping));
}

/** The mappings that a message is for. */
export function addressed(
  { sourceArn: only, regions, after, through }: PublishedScope,
  mappings: readonly Mapping[],
): readonly Mapping[] {
  return mappings.filter(
    ({ sourceArn, region }) =>
      sourceArn === (only ?? sourceArn) &&
      (regions?.includes(region) ?? true) &&
      (after === undefined || sourceArn > after) &&
      (through === undefined || sourceArn <= through),
  );
}

/** Whether a mapping is to receive events of a detail type. */
export function isWanted(detailType: string, { detailTypes }: Pick<Mapping, 'detailTypes'>) {
  return (
    detailTypes === undefined ||
    detailTypes.includes(detailType) ||
    detailType === testEventDetailType
  );
}
