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
  readonly queuedAtMs: number;
  readonly events: readonly DomainEvent[];
  readonly invalid: readonly Unreadable[];
}

/** What is to be done with a message: its deliveries, and how many events go to nobody. */
export interface Plan {
  readonly message: EventsMessage;
  readonly work: readonly Work[];
  readonly noMapping: number;
  readonly filtered: number;
}

/** Reads a record of the events queue; never throws. */
export function readRecord(record: SQSRecord): EventsMessage {
  const queuedAtMs = sentAtMs(record);
  const { messageId } = record;
  const read = readMessage(record.body, queuedAtMs);
  return {
    messageId,
    queuedAtMs,
    events: read.flatMap((one) => (one.kind === 'event' ? [one.event] : [])),
    invalid: read.flatMap((one) =>
      one.kind === 'invalid' ? [{ messageId, body: one.body, text: one.reason }] : [],
    ),
  };
}

/** One delivery for each event and each mapping of its generator that wants its detail type. */
export function planDeliveries(
  message: EventsMessage,
  mappingsOf: ReadonlyMap<string, readonly Mapping[]>,
): Plan {
  const { messageId, queuedAtMs, events, invalid } = message;
  const isPartlySettled = invalid.length > 0;
  const work: Work[] = [];
  let noMapping = 0;
  let filtered = 0;
  for (const event of events) {
    const mappings = mappingsOf.get(event.generator) ?? [];
    if (mappings.length === 0) noMapping += 1;
    for (const mapping of mappings) {
      if (!wants(mapping, event.detailType)) filtered += 1;
      else work.push({ ...firstDelivery(event, mapping, queuedAtMs), messageId, isPartlySettled });
    }
  }
  return { message, work, noMapping, filtered };
}
