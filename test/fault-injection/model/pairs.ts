import type { Invocation } from './invocation.ts';
import { pairName } from './invocation.ts';
import { wanting, type PublishedMessage } from './published.ts';
import type { QueuedMessage } from '../../../tools/simulators/queue/message.ts';
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

/** The pairs of a message of the events queue, by the mappings that an invocation found. */
export function pairsIn(
  content: Pick<PublishedMessage, 'events' | 'scope'>,
  lookUps: Invocation['lookUps'],
): readonly string[] {
  return content.events.flatMap((event) =>
    wanting(content, event, lookUps.get(event.generator) ?? []).map(({ sourceArn }) =>
      pairName(event.id, sourceArn),
    ),
  );
}
