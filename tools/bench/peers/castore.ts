import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeMessageBusAdapter } from '@castore/message-bus-adapter-event-bridge';
import type { PrepareSender } from '../sender/sender.ts';
import { sourceOf } from '../sender/sources.ts';

/** `@castore/message-bus-adapter-event-bridge` itself: ten events a call, one call after the other. */
export const castore: PrepareSender = (events) => {
  const adapter = new EventBridgeMessageBusAdapter({
    eventBusName: 'bench',
    eventBridgeClient: new EventBridgeClient(),
  });
  const messages = events.map(({ generator, detailType, detail }) => ({
    eventStoreId: sourceOf(generator),
    event: {
      aggregateId: generator,
      version: 1,
      type: detailType,
      timestamp: '2026-11-21T19:00:00.000Z',
      payload: detail,
    },
  }));
  return async () => await adapter.publishMessages(messages);
};
