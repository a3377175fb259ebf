import { lookUp, retiredWithin, type LookUpContext } from '../delivery/look-up.ts';
import { lookUpSources, type FoundSources } from '../delivery/look-up-sources.ts';
import type { DeliverServices } from '../delivery/deliver.ts';
import { boundsKey } from '../domain/part.ts';
import type { EventsMessage } from './events-message.ts';
import { orderMappings, type MappingsOf } from './sources.ts';

/** A message, and the mappings within its bounds. */
export interface LookedUpMessage extends EventsMessage {
  readonly mappingsOf: MappingsOf;
}

/**
 * Looks up the mappings of all events, each generator once for messages with the same bounds, and the sources
 * that messages address. Messages of which a look-up failed are left out.
 */
export async function findMappings(
  messages: readonly EventsMessage[],
  services: DeliverServices,
  lookUpsMs: number,
): Promise<readonly LookedUpMessage[]> {
  const context = { ...services, lookUpsMs, ...retiredWithin(services) };
  const ofMessage = await mappingsFinder(messages, context, services.settings);
  return messages.flatMap((message) => {
    const mappingsOf = ofMessage(message);
    const isFound = message.events.every(({ event }) => mappingsOf.has(event.generator));
    return isFound ? [{ ...message, mappingsOf }] : [];
  });
}

/** What finds a message's mappings. */
type OfMessage = (message: EventsMessage) => MappingsOf;

async function mappingsFinder(
  messages: readonly EventsMessage[],
  context: LookUpContext,
  { maxDeliveriesPerMessage }: DeliverServices['settings'],
): Promise<OfMessage> {
  const keys = messages
    .filter((message) => !isAddressed(message))
    .flatMap(({ events, scope: bounds }) =>
      events.map(({ event: { generator } }) => ({ generator, bounds })),
    );
  const found = await lookUp(keys, context, maxDeliveriesPerMessage);
  const byBounds = new Map(Array.from(found, ([key, of]) => [key, orderMappings(of)] as const));
  const addressed = messages.flatMap(({ events, scope: { sourceArn } }) =>
    sourceArn === undefined
      ? []
      : events.map(({ event: { generator } }) => ({ generator, sourceArn })),
  );
  const sources: FoundSources =
    addressed.length === 0 ? new Map() : await lookUpSources(addressed, context);
  return (message) =>
    isAddressed(message)
      ? ofSource(message, sources)
      : (byBounds.get(boundsKey(message.scope)) ?? new Map());
}

function isAddressed({ scope }: EventsMessage): boolean {
  return scope.sourceArn !== undefined;
}

function ofSource({ events, scope: { sourceArn = '' } }: EventsMessage, sources: FoundSources) {
  const found = events.flatMap(({ event: { generator } }) => {
    const known = sources.get(generator);
    if (known?.has(sourceArn) !== true) return [];
    const mapping = known.get(sourceArn);
    return [[generator, { mappings: mapping === undefined ? [] : [mapping] }] as const];
  });
  return orderMappings(new Map(found));
}
