import type { OutgoingMessage } from '../ports/delivery.ts';
import { attributeBytes, maxMessageBytes } from '../domain/dead-letter.ts';
import type { Run } from '../domain/divide.ts';
import { writeDomainEvent } from '../domain/domain-event.ts';
import { tenantOf } from '../domain/generator.ts';
import { messageGroupId } from '../domain/message-group.ts';
import { partAttributes, type Scope } from '../domain/part.ts';
import type { EventsMessage, WrittenEvent } from './events-message.ts';
import { mappingsFor, type MappingsOf } from './sources.ts';

/** A message for the events queue that stands for some deliveries of another. */
export interface PartMessage {
  readonly message: OutgoingMessage;
  readonly deliveries: number;
}

/**
 * The messages that stand for a run of a message's events, as the vendor wrote them: one, unless the
 * events and the attributes together are more than SQS takes. An event that is too long as it was
 * written is written anew, without what means nothing: so it always fits (domain/message-size.ts).
 */
export function partMessages(
  { events, queuedAtMs }: EventsMessage,
  run: Pick<Run, 'from' | 'to' | 'deliveries'>,
  scope: Scope,
  mappingsOf: MappingsOf,
): readonly PartMessage[] {
  const attributes = partAttributes(scope, queuedAtMs);
  const maxBodyBytes = maxMessageBytes - bytesOf(attributes);
  const chunks: WrittenEvent[][] = [];
  let freeBytes = 0;
  for (const written of events.slice(run.from, run.to)) {
    const one = fitting(written, maxBodyBytes);
    const bytes = Buffer.byteLength(one.text) + 1;
    if (bytes > freeBytes) {
      chunks.push([]);
      // The brackets; of one event alone there are none.
      freeBytes = maxBodyBytes - 1;
    }
    chunks.at(-1)?.push(one);
    freeBytes -= bytes;
  }
  return chunks.map((chunk) => ({
    message: { body: bodyOf(chunk.map(({ text }) => text)), attributes, groupId: groupOf(chunk) },
    deliveries:
      chunks.length === 1
        ? run.deliveries
        : chunk.reduce((sum, { event }) => sum + mappingsFor(event, scope, mappingsOf).length, 0),
  }));
}

function fitting(written: WrittenEvent, maxBytes: number): WrittenEvent {
  const { event, text } = written;
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) < maxBytes) return written;
  return { event, text: writeDomainEvent(event) };
}

/** The message that stands for what is no domain event of another, as it was written. */
export function invalidPart(
  { queuedAtMs, scope }: EventsMessage,
  bodies: readonly string[],
): OutgoingMessage {
  return { body: bodyOf(bodies), attributes: partAttributes(scope, queuedAtMs) };
}

function bodyOf(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(',')}]`;
}

function groupOf(events: readonly WrittenEvent[]): string {
  return messageGroupId(tenantOf(events[0]?.event.generator ?? ''));
}

function bytesOf(attributes: Readonly<Record<string, string>>): number {
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + attributeBytes(name, value),
    0,
  );
}
