import { PutPartnerEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';
import { bodySender, type SendBody } from './body-sender.ts';
import type { KeptConnections } from './connections.ts';

/** Makes a sender of PutPartnerEvents requests from a client: it uses its endpoint, headers and credentials. */
export async function eventBridgeSender(
  client: EventBridgeClient,
  connections: KeptConnections,
): Promise<SendBody> {
  return await bodySender(await emptyRequest(client), { config: client.config, connections });
}

/** The request without entries as the SDK makes it, before it is signed. Nothing is sent. */
export async function emptyRequest(client: EventBridgeClient): Promise<HttpRequest> {
  const command = new PutPartnerEventsCommand({ Entries: [] });
  let made: unknown;
  command.middlewareStack.add(
    () =>
      ({ request }) => {
        made = request;
        return Promise.resolve({ output: { $metadata: {} }, response: undefined });
      },
    { step: 'build', priority: 'low' },
  );
  await client.send(command);
  if (HttpRequest.isInstance(made)) return made;
  throw new Error('the SDK made no HTTP request of PutPartnerEvents');
}
