import type { SQSRecord } from 'aws-lambda';
import type { Unreadable } from '../delivery/dead-letter-unreadable.ts';
import { sentAtMs } from '../delivery/batch.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import type { MessageAttributes } from '../domain/dead-letter.ts';
import { readPart, scopeAttributes, type Scope } from '../domain/part.ts';
import type { ReadingRules } from '../domain/read-cloud-event.ts';
import { readMessage } from '../domain/read-message.ts';

/** An event, and the text that it was read from, or is written as. */
export interface EventText {
  readonly event: DomainEvent;
  readonly text: string;
}

/** An event of a message. */
export interface WrittenEvent extends EventText {
  /** The same event with its detail referred to, for the entries that would be too large, and for parts. */
  readonly byReference?: EventText;
}

/** A message of the events queue, read. */
export interface EventsMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** When the events queue took the message, or for a part the divided message; epoch milliseconds. */
  readonly queuedAtMs: number;
  readonly events: readonly WrittenEvent[];
  readonly scope: Scope;
  /** The message attributes that say so. */
  readonly attributes: MessageAttributes;
  /** Since when details of its events could not be stored or seen, epoch milliseconds. */
  readonly failingSinceMs?: number | undefined;
  /** Whether its events were counted before, when the message that it is a part of was divided. */
  readonly isCounted: boolean;
  /** Whether what filters leave out of it is still to be counted. */
  readonly countsFiltered: boolean;
  readonly invalid: readonly Unreadable[];
}

/** Reads a record of the events queue; never throws. */
export function readRecord(record: SQSRecord, rules: ReadingRules = {}): EventsMessage {
  const { messageId, receiptHandle, body } = record;
  const attribute = (name: string) => record.messageAttributes[name]?.stringValue;
  const part = readPart(attribute);
  const attributes = scopeAttributes(attribute);
  const base = { messageId, receiptHandle, attributes };
  if (part === undefined) {
    const text =
      'the message attribute "part", which is the fan-out function’s own, cannot be read';
    const invalid = [{ messageId, body, text, attributes }];
    return {
      ...base,
      queuedAtMs: sentAtMs(record),
      events: [],
      scope: {},
      isCounted: true,
      countsFiltered: false,
      invalid,
    };
  }
  const { queuedAtMs = sentAtMs(record) } = part;
  const read = readMessage(body, queuedAtMs, rules);
  return {
    ...base,
    ...part,
    queuedAtMs,
    events: read.filter((one) => one.kind === 'event'),
    invalid: read.flatMap((one) =>
      one.kind === 'invalid' ? [{ messageId, body: one.body, text: one.reason, attributes }] : [],
    ),
  };
}
