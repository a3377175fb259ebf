import { PutPartnerEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';
import { bodySender, type SendBody } from './body-sender.ts';

/**
 * Makes a sender of PutPartnerEvents requests from a client: it uses the client's endpoint, headers,
 * signer and connections.
 */
export async function eventBridgeSender(client: EventBridgeClient): Promise<SendBody> {
  return await bodySender(await emptyRequest(client), client.config);
}

/** The request without entries as the SDK makes it, before it is signed. Nothing is sent. */
async function emptyRequest(client: EventBridgeClient): Promise<HttpRequest> {
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
