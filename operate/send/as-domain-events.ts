import { isJsonObject, writeJson } from '../../lambdas/domain/json.ts';
import {
  isCloudEvent,
  readCloudEvent,
  type ReadingRules,
} from '../../lambdas/domain/read-cloud-event.ts';
import type { GivenEvent } from './given-events.ts';

type Rules = Pick<ReadingRules, 'generatorAttribute'>;

/** The events of an input, with the domain events that its CloudEvents mean in their place. */
export async function* asDomainEvents(
  given: AsyncIterable<GivenEvent>,
  rules: Rules,
): AsyncGenerator<GivenEvent> {
  for await (const one of given) yield one.kind === 'event' ? asDomainEvent(one, rules) : one;
}

function asDomainEvent(
  given: Extract<GivenEvent, { kind: 'event' }>,
  { generatorAttribute }: Rules,
): GivenEvent {
  const { place } = given;
  const value: Readonly<Record<string, unknown>> = { ...given.event };
  if (!isCloudEvent({ value, apart: undefined, repeatedName: undefined })) return given;
  // How large it may be, the producer says.
  const rules = { generatorAttribute, maxEventBytes: Infinity };
  const checked = readCloudEvent(writeJson(value), 0, rules);
  if (checked.kind === 'invalid') return { kind: 'unreadable', place, reason: checked.reason };
  const { id, generator, detailType, time } = checked.event;
  // The queue gives it a time if it has none.
  const withTime = typeof value['time'] === 'string' && { time };
  const detail = isJsonObject(value['data']) ? value['data'] : {};
  return { kind: 'event', place, event: { id, generator, detailType, ...withTime, detail } };
}
