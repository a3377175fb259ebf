import {
  PutEventsCommand,
  type EventBridgeClient,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { Log } from '../ports/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import { notificationDetail } from '../domain/notification-detail.ts';
import type { SendNotifications } from '../ports/reconcile.ts';
import { abortAfter } from './abort-after.ts';

const maxEntries = 10;
const timeoutMs = 10_000;

/** Sends notifications as events to the default bus of the vendor's account and Region; `source` is its name. */
export function vendorEvents(
  client: EventBridgeClient,
  source: string,
  log: Log,
): SendNotifications {
  return async (notifications) => {
    const areSent: boolean[] = [];
    // For all of them together, since the run's time is limited.
    const abortSignal = abortAfter(timeoutMs);
    try {
      for (let at = 0; at < notifications.length; at += maxEntries) {
        const batch = notifications.slice(at, at + maxEntries);
        const command = new PutEventsCommand({ Entries: batch.map((one) => entryOf(one, source)) });
        const { Entries: results = [] } = await client.send(command, { abortSignal });
        areSent.push(...batch.map((_, index) => results[index]?.EventId !== undefined));
      }
    } catch (error) {
      // The next batches would fail in the same way.
      log.error('the vendor could not be notified', { error });
    }
    return notifications.map((_, index) => areSent[index] === true);
  };
}

function entryOf(
  { mapping, notification }: { mapping: Mapping; notification: Notification },
  source: string,
): PutEventsRequestEntry {
  return {
    Source: source,
    DetailType: notification.type,
    Time: new Date(notification.time),
    Resources: [mapping.sourceArn],
    Detail: JSON.stringify(notificationDetail(mapping, notification)),
  };
}
