import { keptConnections } from '../connections.ts';
import type { SendBody } from '../signed-sender.ts';
import { serviceAddress } from './own-place.ts';
import { ownSender } from './own-sender.ts';

/** Makes a sender of PutPartnerEvents requests to a Region; by the SDK's client where only that one knows how. */
export async function putSender(region: string): Promise<SendBody> {
  const connections = keptConnections();
  const address = serviceAddress('events', region);
  const operation = { service: 'events', operation: 'PutPartnerEvents', region, address } as const;
  try {
    return ownSender(operation, connections);
  } catch {
    const { eventBridgeSender } = await import('../event-bridge-sender.ts');
    return await eventBridgeSender(region, connections);
  }
}
