import { EventBridgeClient, PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PutPartnerEvents } from '../delivery/ports.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { DomainEvent } from '../domain/domain-event.ts';
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
    const command = commandOf(deliveries);
    try {
      const abortSignal = AbortSignal.timeout(timeoutMs);
      const { Entries: results = [] } = await clientOf(region).send(command, { abortSignal });
      return { kind: 'answered', results };
    } catch (error) {
      return { kind: 'failed', failure: failureOf(error) };
    }
  };
}

// The SDK writes JSON character by character, and an event's text once for each of its sources: its
// body is replaced before it is measured and signed.
function commandOf(deliveries: readonly Delivery[]): PutPartnerEventsCommand {
  const body = Buffer.from(`{"Entries":[${entryTexts(deliveries).join(',')}]}`);
  const command = new PutPartnerEventsCommand({ Entries: [] });
  command.middlewareStack.add(
    (next) => async (call) =>
      await next({ ...call, request: Object.assign(Object(call.request), { body }) }),
    { step: 'build', priority: 'high' },
  );
  return command;
}

function entryTexts(deliveries: readonly Delivery[]): readonly string[] {
  const texts = new Map<DomainEvent, string>();
  return deliveries.map(({ event, sourceName }) => {
    const text = texts.get(event) ?? membersOf(event);
    texts.set(event, text);
    return `{"Source":${JSON.stringify(sourceName)},${text}}`;
  });
}

/** The members of an entry that are the same for each source of an event, as JSON text without braces. */
function membersOf({ detailType, time, resources, detailJson }: DomainEvent): string {
  const members = {
    DetailType: detailType,
    // On the wire a time is epoch seconds.
    Time: Date.parse(time) / 1000,
    Resources: resources,
    Detail: detailJson,
  };
  return JSON.stringify(members).slice(1, -1);
}
