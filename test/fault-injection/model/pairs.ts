import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { Invocation } from './invocation.ts';
import { pairName } from './invocation.ts';
import { wanting, type PublishedMessage } from './published.ts';
import type { QueuedMessage } from '../../../tools/simulators/queue/message.ts';
import { isWithin } from './scopes.ts';
import { lookUpKey } from './look-up-keys.ts';
import type { World } from './world.ts';

/** The pairs that an invocation has to give a disposition to for a message, by the mappings that it found. */
export function pairsOf(
  message: QueuedMessage,
  { of, lookUps }: Pick<Invocation, 'of' | 'lookUps'>,
  { published, entries }: Pick<World, 'published' | 'entries'>,
): readonly string[] {
  if (of === 'replay') return [];
  if (of === 'retry') return [entries.pairOf(message.body)];
  const content = published.get(message.id);
  return content === undefined ? [] : pairsIn(content, lookUps);
}

/** The mappings that an invocation found for a message. */
export function foundFor(
  { scope }: Pick<PublishedMessage, 'scope'>,
  generator: string,
  lookUps: Invocation['lookUps'],
): readonly Mapping[] {
  return lookUps.get(lookUpKey(generator, scope)) ?? [];
}

/** The pairs of a message of the events queue, by the mappings that an invocation found for it. */
export function pairsIn(
  content: Pick<PublishedMessage, 'events' | 'scope'>,
  lookUps: Invocation['lookUps'],
): readonly string[] {
  return pairsAmong(content, (generator) => foundFor(content, generator, lookUps));
}

/** The pairs of a part that an invocation made of a message, by the mappings that it found for that message. */
export function pairsOfPart(
  part: Pick<PublishedMessage, 'events' | 'scope'>,
  { messages, lookUps }: Pick<Invocation, 'messages' | 'lookUps'>,
  { published }: Pick<World, 'published'>,
): readonly string[] {
  const wholes = messages.flatMap(({ id }) => published.get(id) ?? []);
  return part.events.flatMap((event) => {
    // Of an event that came in several parts there may be several.
    const possible = wholes.filter(
      (one) => one.events.some(({ id }) => id === event.id) && isWithin(part.scope, one.scope),
    );
    return pairsAmong({ ...part, events: [event] }, (generator) => {
      const found = possible.flatMap((one) => foundFor(one, generator, lookUps));
      return [...new Map(found.map((mapping) => [mapping.sourceArn, mapping])).values()];
    });
  });
}

function pairsAmong(
  content: Pick<PublishedMessage, 'events' | 'scope'>,
  found: (generator: string) => readonly Mapping[],
): readonly string[] {
  return content.events.flatMap((event) =>
    wanting(content, event, found(event.generator)).map(({ sourceArn }) =>
      pairName(event.id, sourceArn),
    ),
  );
}
