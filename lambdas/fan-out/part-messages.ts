import type { OutgoingMessage } from '../ports/delivery.ts';
import { attributeBytes, maxMessageBytes } from '../domain/dead-letter.ts';
import type { Run } from '../domain/divide.ts';
import { writeDomainEvent } from '../domain/domain-event.ts';
import { tenantOf } from '../domain/generator.ts';
import { messageGroupId } from '../domain/message-group.ts';
import { partAttributes, type Scope } from '../domain/part.ts';
import type { EventsMessage, WrittenEvent } from './events-message.ts';
import { mappingsFor, type MappingsOf } from './sources.ts';

/** A message for the events queue that asks for some of the deliveries of another one. */
export interface PartMessage {
  readonly message: OutgoingMessage;
  readonly deliveries: number;
}

/**
 * The messages for a run of a message's events, as the vendor wrote them: one, unless events and
 * attributes together are more than SQS takes. An event that is too long as the vendor wrote it is
 * written again, without needless white space, so that it always fits (domain/message-size.ts).
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
      // Less one bracket; the other one is counted with the commas. A single event has no brackets.
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

/** The message for those elements of another that are no domain events, as the vendor wrote them. */
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
