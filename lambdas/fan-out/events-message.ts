import type { SQSRecord } from 'aws-lambda';
import type { Unreadable } from '../delivery/dead-letter-unreadable.ts';
import { sentAtMs } from '../delivery/batch.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
import { readPart, scopeAttributes, type Scope } from '../domain/part.ts';
import { readMessage } from '../domain/read-message.ts';

/** An event of a message, and the text that it was read from. */
export interface WrittenEvent {
  readonly event: DomainEvent;
  readonly text: string;
}

/** A message of the events queue, read. */
export interface EventsMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** When the events queue took the message, or for a part the divided message; epoch milliseconds. */
  readonly queuedAtMs: number;
  readonly events: readonly WrittenEvent[];
  readonly scope: Scope;
  /** Whether its events were counted before, when the message that it is a part of was divided. */
  readonly isCounted: boolean;
  readonly invalid: readonly Unreadable[];
}

/** Reads a record of the events queue; never throws. */
export function readRecord(record: SQSRecord): EventsMessage {
  const { messageId, receiptHandle, body } = record;
  const attribute = (name: string) => record.messageAttributes[name]?.stringValue;
  const part = readPart(attribute);
  const attributes = scopeAttributes(attribute);
  if (part === undefined) {
    const text =
      'the message attribute "part", which is the fan-out function’s own, cannot be read';
    const invalid = [{ messageId, body, text, attributes }];
    const queuedAtMs = sentAtMs(record);
    return {
      messageId,
      receiptHandle,
      queuedAtMs,
      events: [],
      scope: {},
      isCounted: true,
      invalid,
    };
  }
  const { scope, isCounted, queuedAtMs = sentAtMs(record) } = part;
  const read = readMessage(body, queuedAtMs);
  return {
    messageId,
    receiptHandle,
    queuedAtMs,
    scope,
    isCounted,
    events: read.filter((one) => one.kind === 'event'),
    invalid: read.flatMap((one) =>
      one.kind === 'invalid' ? [{ messageId, body: one.body, text: one.reason, attributes }] : [],
    ),
  };
}
