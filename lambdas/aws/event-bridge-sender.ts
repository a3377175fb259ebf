import { EventBridgeClient, PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';
import { bodySender } from './body-sender.ts';
import type { KeptConnections } from './connections.ts';
import type { SendBody } from './signed-sender.ts';

/** Makes a sender of PutPartnerEvents requests by the SDK's client: it has its endpoint, headers and credentials. */
export async function eventBridgeSender(
  region: string,
  connections: KeptConnections,
): Promise<SendBody> {
  const client = new EventBridgeClient({ region });
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
