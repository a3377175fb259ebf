import { maxMessageBytes as sqsMaxMessageBytes } from '../lambdas/domain/dead-letter.ts';
import { tenantOf } from '../lambdas/domain/generator.ts';
import { messageGroupId } from '../lambdas/domain/message-group.ts';
import { runs } from './runs.ts';

/** How much a message may hold. */
export interface MessageLimits {
  readonly maxEventsPerMessage: number;
  /** A larger event goes alone, up to the limit of SQS. */
  readonly maxMessageBytes: number;
}

/** A written event and its index among the given events. */
export interface IndexedEvent {
  readonly index: number;
  readonly generator: string;
  readonly text: string;
}

/** A message with events of one tenant: a single event, or an array of them. */
export interface Message {
  readonly groupId: string;
  readonly body: string;
  /** Body and group id: no document says whether SQS counts the group id, so it is counted. */
  readonly sizeBytes: number;
  /** The indexes of its events. */
  readonly indexes: readonly number[];
}

/**
 * Packs events into messages, each tenant's in the order given, and the tenants in the order of their first
 * events. Only a message with a single event can be larger than SQS takes.
 */
export function packMessages(
  events: readonly IndexedEvent[],
  { maxEventsPerMessage, maxMessageBytes }: MessageLimits,
): readonly Message[] {
  const byTenant = Map.groupBy(events, ({ generator }) => tenantOf(generator));
  return [...byTenant].flatMap(([tenant, ofTenant]) => {
    const groupId = messageGroupId(tenant);
    // Each element of an array is followed by a comma or a bracket, and the array has one bracket more.
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
