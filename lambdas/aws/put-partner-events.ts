import {
  EventBridgeClient,
  PutPartnerEventsCommand,
  type PutPartnerEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { PutPartnerEvents } from '../delivery/ports.ts';
import type { Delivery } from '../domain/delivery.ts';
import { failureOf } from './failure-of.ts';

/**
 * PutPartnerEvents over the SDK, with one client for each Region, kept for the life of the process.
 * The SDK does not try again: a repeated call could deliver twice, and the retry queue sees to it.
 */
export function partnerEventsPutter(): PutPartnerEvents {
  const clients = new Map<string, EventBridgeClient>();
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? new EventBridgeClient({ region, maxAttempts: 1 });
    clients.set(region, client);
    return client;
  };
  return async (region, deliveries, timeoutMs) => {
    const command = new PutPartnerEventsCommand({ Entries: deliveries.map(entryOf) });
    try {
      const abortSignal = AbortSignal.timeout(timeoutMs);
      const { Entries: results = [] } = await clientOf(region).send(command, { abortSignal });
      return { kind: 'answered', results };
    } catch (error) {
      return { kind: 'failed', failure: failureOf(error) };
    }
  };
}

function entryOf({ event, sourceName }: Delivery): PutPartnerEventsRequestEntry {
  return {
    Source: sourceName,
    DetailType: event.detailType,
    Time: new Date(event.time),
    Resources: [...event.resources],
    Detail: event.detailJson,
  };
}
