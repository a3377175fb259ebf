import * as v from 'valibot';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { testEventDetailType } from '../../lambdas/domain/test-event.ts';
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
  /** The ids that stand in what is no event. */
  readonly junk: readonly string[];
  /** The one source that it is for. */
  readonly onlySourceArn: string | undefined;
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
  return { body, events, junk, onlySourceArn: undefined };
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
  return { body, events, junk: [], onlySourceArn: sourceArn };
}

const entrySchema = v.object({
  sourceArn: v.string(),
  attempts: v.number(),
  firstAttemptAt: v.exactOptional(v.string()),
  lastError: v.exactOptional(v.object({ code: v.string() })),
  event: v.object({ id: v.string(), generator: v.string(), detailType: v.string() }),
});

/** An entry on the retry queue or its dead-letter queue, read without the functions' own reader. */
export type QueuedEntry = v.InferOutput<typeof entrySchema>;

/** Reads the bodies of retry messages, each once. Throws for what is none. */
export interface EntryReader {
  readonly read: (body: string) => QueuedEntry;
  /** `<event id> <source ARN>`. */
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
      const { event, sourceArn } = read(body);
      return pairName(event.id, sourceArn);
    },
  };
}

/** The mappings of an event's generator that want it. */
export function wanting(
  { onlySourceArn }: Pick<PublishedMessage, 'onlySourceArn'>,
  { detailType }: PublishedEvent,
  mappings: readonly Mapping[],
): readonly Mapping[] {
  return addressed(onlySourceArn, mappings).filter((mapping) => isWanted(detailType, mapping));
}

/** The mappings that a message is for. */
export function addressed(
  onlySourceArn: string | undefined,
  mappings: readonly Mapping[],
): readonly Mapping[] {
  return onlySourceArn === undefined
    ? mappings
    : mappings.filter(({ sourceArn }) => sourceArn === onlySourceArn);
}

/** Whether a mapping is to receive events of a detail type. */
export function isWanted(detailType: string, { detailTypes }: Pick<Mapping, 'detailTypes'>) {
  return (
    detailTypes === undefined ||
    detailTypes.includes(detailType) ||
    detailType === testEventDetailType
  );
}
