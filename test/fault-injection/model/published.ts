import * as v from 'valibot';
import type { OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { pairName } from './invocation.ts';

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
    }
  | { readonly kind: 'junk' };

/** An event as it was published. */
export interface PublishedEvent {
  readonly id: string;
  readonly generator: string;
  readonly detailType: string;
  readonly time: string | undefined;
  readonly detailJson: string;
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
}

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
  const values = elements.map((element, index) => valueOf(`${name}-${index}`, element, text));
  const events = values.flatMap((value) => ('junk' in value ? [] : [eventOf(value)]));
  const junk = values.flatMap((value) => ('junk' in value ? [value.junk] : []));
  const body = JSON.stringify(values.length === 1 ? values[0] : values);
  return { body, events, junk, scope: {}, isPart: false };
}

const eventTime = '2026-11-21T18:59:00Z';

function valueOf(id: string, element: PlannedElement, text: string) {
  if (element.kind === 'junk') return { junk: id };
  const { generator, detailType, filling, hasTime } = element;
  const detail = { of: id, filling: 'x'.repeat(filling), text };
  return { id, generator, detailType, ...(hasTime && { time: eventTime }), detail };
}

function eventOf({
  detail,
  ...rest
}: Exclude<ReturnType<typeof valueOf>, { junk: string }>): PublishedEvent {
  return { ...rest, time: rest.time, detailJson: JSON.stringify(detail) };
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
  return { body, events, junk: [], scope: { sourceArn }, isPart: false };
}

const elementSchema = v.union([v.object({ junk: v.string() }), v.object({ id: v.string() })]);
const scopeSchema = v.strictObject({
  queuedAtMs: v.number(),
  regions: v.exactOptional(v.array(v.string())),
  after: v.exactOptional(v.string()),
  through: v.exactOptional(v.string()),
});

/** A message that the fan-out function puts back on the events queue. */
export interface PublishedPart extends PublishedMessage {
  /** When the queue took the message that it is of, epoch milliseconds. */
  readonly queuedMs: number;
}

/** Reads a part without the function's own reader, by the events that were accepted. Throws for what is none. */
export function readPart(
  { body, attributes = {} }: Pick<OutgoingMessage, 'body' | 'attributes'>,
  accepted: ReadonlyMap<string, PublishedEvent>,
): PublishedPart {
  const { queuedAtMs, ...bounds } = v.parse(scopeSchema, JSON.parse(attributes['part'] ?? ''));
  const written: unknown = JSON.parse(body);
  const elements = v.parse(v.array(elementSchema), Array.isArray(written) ? written : [written]);
  const events = elements.flatMap((one) => ('id' in one ? [acceptedEvent(one.id, accepted)] : []));
  const junk = elements.flatMap((one) => ('junk' in one ? [one.junk] : []));
  const scope = { sourceArn: attributes['sourceArn'], ...bounds };
  return { body, events, junk, scope, isPart: true, queuedMs: queuedAtMs };
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
