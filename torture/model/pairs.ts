import type { Invocation } from './invocation.ts';
import { pairName } from './invocation.ts';
import { wanting } from './published.ts';
import type { QueuedMessage } from './queue-model.ts';
import type { World } from './world.ts';

/** The pairs that an invocation has to give a fate to for a message, by what it was told of the mappings. */
export function pairsOf(
  message: QueuedMessage,
  { of, lookUps }: Pick<Invocation, 'of' | 'lookUps'>,
  { published, entries }: Pick<World, 'published' | 'entries'>,
): readonly string[] {
  if (of === 'retry') return [entries.pairOf(message.body)];
  const content = published.get(message.id);
  if (content === undefined) return [];
  return content.events.flatMap((event) =>
    wanting(content, event, lookUps.get(event.generator) ?? []).map(({ sourceArn }) =>
      pairName(event.id, sourceArn),
    ),
  );
}
