import { EventBridgeClient, PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SentEvent } from '../events.ts';
import type { PrepareSender } from '../sender.ts';
import { sourceOf } from '../sources.ts';

const eventsPerBatch = 20;

/**
 * Segment's `amazon-eventbridge` destination (segmentio/action-destinations, `send/functions.ts`), its
 * call pattern re-made: batches of 20 by number alone, a new client for each, one after the other.
 */
export const segment: PrepareSender = (events) => async () => {
  for (let start = 0; start < events.length; start += eventsPerBatch) {
    await sendBatch(events.slice(start, start + eventsPerBatch));
  }
};

async function sendBatch(events: readonly SentEvent[]): Promise<void> {
  const client = new EventBridgeClient({ region: 'us-east-1' });
  const entries = events.map(({ generator, detailType, detail }) => ({
    Source: sourceOf(generator),
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    Resources: [],
    Time: new Date(),
  }));
  await client.send(new PutPartnerEventsCommand({ Entries: entries }));
}
