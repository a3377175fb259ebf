import type { Mapping } from '../../../lambdas/domain/mapping.ts';
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

/** By what an invocation's look-ups of a generator are found: those of single sources may be newer than the others. */
export function lookUpKey(generator: string, isAddressed: boolean): string {
  return isAddressed ? `${generator} addressed` : generator;
}

/** The mappings that an invocation found for a message. */
export function foundFor(
  { scope }: Pick<PublishedMessage, 'scope'>,
  generator: string,
  lookUps: Invocation['lookUps'],
): readonly Mapping[] {
  return lookUps.get(lookUpKey(generator, scope.sourceArn !== undefined)) ?? [];
}

/** The pairs of a message of the events queue, by the mappings that an invocation found. */
function pairsIn(
  content: Pick<PublishedMessage, 'events' | 'scope'>,
  lookUps: Invocation['lookUps'],
): readonly string[] {
  return pairsAmong(content, (generator) => foundFor(content, generator, lookUps));
}

/** The pairs of what an invocation made of a message: a part may be for a single source, though its message was not. */
export function pairsOfPart(
  part: Pick<PublishedMessage, 'events' | 'scope'>,
  lookUps: Invocation['lookUps'],
): readonly string[] {
  return pairsAmong(part, (generator) => {
    const all = [true, false].flatMap((one) => lookUps.get(lookUpKey(generator, one)) ?? []);
    return [...new Map(all.map((mapping) => [mapping.sourceArn, mapping])).values()];
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
