import { maxMessageBytes as sqsMaxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import { tenantOf } from '../lambdas/domain/generator.ts';
import { messageGroupId } from '../lambdas/domain/message-group.ts';
import { runs } from './runs.ts';

/** How full a message gets. */
export interface MessageLimits {
  readonly maxEventsPerMessage: number;
  /** An event that is larger goes alone, up to what SQS takes. */
  readonly maxMessageBytes: number;
}

/** A written event and its place among the events that were given. */
export interface IndexedEvent {
  readonly index: number;
  readonly generator: string;
  readonly text: string;
}

/** A message with events of one tenant: an event if it is alone, an array otherwise. */
export interface Message {
  readonly groupId: string;
  readonly body: string;
  /** Body and group id: no document says whether SQS counts the latter, so it is counted. */
  readonly sizeBytes: number;
  /** The places of its events. */
  readonly indexes: readonly number[];
}

/**
 * Packs events into messages, each tenant's in the order given; a tenant comes where its first event
 * stands. A message is over what SQS takes only if it has one event.
 */
export function packMessages(
  events: readonly IndexedEvent[],
  { maxEventsPerMessage, maxMessageBytes }: MessageLimits,
): readonly Message[] {
  const byTenant = Map.groupBy(events, ({ generator }) => tenantOf(generator));
  return [...byTenant].flatMap(([tenant, ofTenant]) => {
    const groupId = messageGroupId(tenant);
    // Each element of an array has a comma or a bracket behind it, and the array one bracket more.
    const items = ofTenant.map((event) => ({
      ...event,
      sizeBytes: Buffer.byteLength(event.text) + 1,
    }));
    const maxBytes = Math.min(maxMessageBytes, sqsMaxMessageBytes - groupId.length) - 1;
    return runs(items, { maxItems: maxEventsPerMessage, maxBytes }).map((run) =>
      messageOf(run, groupId),
    );
  });
}

function messageOf(events: readonly IndexedEvent[], groupId: string): Message {
  const texts = events.map(({ text }) => text).join(',');
  const body = events.length === 1 ? texts : `[${texts}]`;
  return {
    groupId,
    body,
    sizeBytes: Buffer.byteLength(body) + groupId.length,
    indexes: events.map(({ index }) => index),
  };
}
