import {
  EventBridge,
  EventBridgeClient,
  PutPartnerEventsCommand,
} from '@aws-sdk/client-eventbridge';
import type { PrepareSender } from '../sender.ts';
import { sourceOf } from '../sources.ts';

/** What one writes first: a call for each event, one after the other. */
export const oneAfterTheOther: PrepareSender = (events) => {
  const client = new EventBridgeClient();
  return async () => {
    for (const { generator, detailType, detail } of events) {
      const entry = {
        Source: sourceOf(generator),
        DetailType: detailType,
        Time: new Date(),
        Detail: JSON.stringify(detail),
      };
      await client.send(new PutPartnerEventsCommand({ Entries: [entry] }));
    }
  };
};

/**
 * A call for each event, all of them at once: the call pattern of `sendEvents` of
 * `@alanszp/eventbridge-client` 20.6.0, re-made.
 */
export const allAtOnce: PrepareSender = (events) => {
  const client = new EventBridge();
  return async () => {
    const entries = events.map(({ generator, detailType, detail }) => ({
      Source: sourceOf(generator),
      DetailType: detailType,
      EventBusName: 'bench',
      Time: new Date(),
      Detail: JSON.stringify(detail),
    }));
    await Promise.all(entries.map((entry) => client.putEvents({ Entries: [entry] })));
  };
};
