import type { OutgoingMessage } from '../ports/delivery.ts';
import { attributeBytes, maxMessageBytes } from '../domain/dead-letter.ts';
import type { Run } from '../domain/divide.ts';
import { writeDomainEvent } from '../domain/domain-event.ts';
import { tenantOf } from '../domain/generator.ts';
import { messageGroupId } from '../domain/message-group.ts';
import { partAttributes, type Scope } from '../domain/part.ts';
import type { EventsMessage, EventText } from './events-message.ts';
import type { LookedUpMessage } from './find-mappings.ts';
import { countDeliveries } from './sources.ts';

/** A message for the events queue that asks for some of the deliveries of another one. */
export interface PartMessage {
  readonly message: OutgoingMessage;
  readonly deliveries: number;
}

/**
 * The messages for a run of a message's events, as the vendor wrote them, or by reference: one, unless
 * events and attributes together are more than SQS takes. An event that is too long as the vendor wrote it is
 * written again, without needless white space, so that it always fits (domain/message-size.ts).
 */
export function partMessages(
  message: LookedUpMessage,
  run: Pick<Run, 'from' | 'to' | 'deliveries'>,
  scope: Scope,
): readonly PartMessage[] {
  const { events, mappingsOf } = message;
  const attributes = partAttributes(scope, message);
  const maxBodyBytes = maxMessageBytes - bytesOf(attributes);
  const chunks: EventText[][] = [];
  let freeBytes = 0;
  for (const written of events.slice(run.from, run.to)) {
    const one = fitting(written.byReference ?? written, maxBodyBytes);
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
        : chunk.reduce(
            (sum, { event }) => sum + countDeliveries(event, scope, mappingsOf).deliveries,
            0,
          ),
  }));
}

function fitting(written: EventText, maxBytes: number): EventText {
  const { event, text } = written;
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) < maxBytes) return written;
  return { event, text: writeDomainEvent(event) };
}

/** The message for those elements of another that are no domain events, as the vendor wrote them. */
export function invalidPart(
  { queuedAtMs, scope }: EventsMessage,
  bodies: readonly string[],
): OutgoingMessage {
  return { body: bodyOf(bodies), attributes: partAttributes(scope, { queuedAtMs }) };
}

function bodyOf(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(',')}]`;
}

function groupOf(events: readonly EventText[]): string {
  return messageGroupId(tenantOf(events[0]?.event.generator ?? ''));
}

/** Whether SQS would not take a message: an event may fill it whole, without room for a part's attributes. */
export function isTooLarge({ body, attributes = {} }: OutgoingMessage): boolean {
  return Buffer.byteLength(body) + bytesOf(attributes) > maxMessageBytes;
}

function bytesOf(attributes: Readonly<Record<string, string>>): number {
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + attributeBytes(name, value),
    0,
  );
}
