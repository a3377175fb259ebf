import type { SQSRecord } from 'aws-lambda';
import type { Unreadable } from '../delivery/dead-letter-unreadable.ts';
import type { Work } from '../delivery/deliver.ts';
import { sentAtMs } from '../delivery/sqs-batch.ts';
import { firstDelivery } from '../domain/delivery.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import { wants, type Mapping } from '../domain/mapping.ts';
import { readMessage } from '../domain/read-message.ts';

/** A message of the events queue, read. */
export interface EventsMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly queuedAtMs: number;
  readonly events: readonly DomainEvent[];
  /** The one source that the message attribute `sourceArn` addresses; without it, every source. */
  readonly onlySourceArn: string | undefined;
  readonly invalid: readonly Unreadable[];
}

/** How many entries a message makes, and how many events go to nobody. */
export interface EntryCounts {
  readonly entries: number;
  readonly noMapping: number;
  readonly filtered: number;
}

/** The live mappings by generator. */
export type MappingsOf = ReadonlyMap<string, readonly Mapping[]>;

/** Reads a record of the events queue; never throws. */
export function readRecord(record: SQSRecord): EventsMessage {
  const queuedAtMs = sentAtMs(record);
  const { messageId, receiptHandle } = record;
  const read = readMessage(record.body, queuedAtMs);
  return {
    messageId,
    receiptHandle,
    queuedAtMs,
    onlySourceArn: record.messageAttributes['sourceArn']?.stringValue,
    events: read.flatMap((one) => (one.kind === 'event' ? [one.event] : [])),
    invalid: read.flatMap((one) =>
      one.kind === 'invalid' ? [{ messageId, body: one.body, text: one.reason }] : [],
    ),
  };
}

/** One delivery for each event and each mapping of its generator that it is for and that wants its detail type. */
export function* deliveriesOf(message: EventsMessage, mappingsOf: MappingsOf): Generator<Work> {
  const { messageId, queuedAtMs, events, invalid } = message;
  const isPartlySettled = invalid.length > 0;
  for (const event of events) {
    for (const mapping of addressedBy(message, event, mappingsOf)) {
      if (!wants(mapping, event.detailType)) continue;
      yield { ...firstDelivery(event, mapping, queuedAtMs), messageId, isPartlySettled };
    }
  }
}

/** Counts what {@link deliveriesOf} makes, and what it leaves out. */
export function countEntries(message: EventsMessage, mappingsOf: MappingsOf): EntryCounts {
  const counts = { entries: 0, noMapping: 0, filtered: 0 };
  for (const event of message.events) {
    const mappings = addressedBy(message, event, mappingsOf);
    const wanting = mappings.filter((mapping) => wants(mapping, event.detailType)).length;
    counts.entries += wanting;
    counts.filtered += mappings.length - wanting;
    if (mappings.length === 0) counts.noMapping += 1;
  }
  return counts;
}

/** The mappings of an event's own generator, or of them the one that its message addresses. */
function addressedBy(
  { onlySourceArn }: EventsMessage,
  { generator }: DomainEvent,
  mappingsOf: MappingsOf,
): readonly Mapping[] {
  const mappings = mappingsOf.get(generator) ?? [];
  if (onlySourceArn === undefined) return mappings;
  return mappings.filter(({ sourceArn }) => sourceArn === onlySourceArn);
}
