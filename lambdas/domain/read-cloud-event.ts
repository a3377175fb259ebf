import { attributeOf, cloudEventFields, defaultGeneratorAttribute } from './cloud-event.ts';
import type { EventLimits } from './event-size.ts';
import { isJsonObject } from './json.ts';
import { readApart } from './read-apart.ts';
import { checkEventFields, type CheckedEvent, type ParsedEvent } from './read-domain-event.ts';

/** How the events of a message are read. */
export interface ReadingRules extends EventLimits {
  /** The attribute that gives the generator of a CloudEvent; `subject` if it is not given. */
  readonly generatorAttribute?: string | undefined;
}

/**
 * Whether a parsed text means to be a CloudEvent: it has `specversion`, or the other fields that no domain event
 * and every CloudEvent has.
 */
export function isCloudEvent({ value }: ParsedEvent): boolean {
  if (!isJsonObject(value)) return false;
  const has = (name: string) => Object.hasOwn(value, name);
  return has('specversion') || (has('source') && has('type'));
}

/**
 * Reads a CloudEvent in its JSON format as the domain event that it means. The text of its data stays as it
 * is. Throws SyntaxError if the text is not JSON.
 *
 * @param queuedAtMs when the queue took the event, epoch milliseconds: the time of an event without one
 */
export function readCloudEvent(
  text: string,
  queuedAtMs: number,
  { generatorAttribute = defaultGeneratorAttribute, ...limits }: ReadingRules,
): CheckedEvent {
  const { value, apart, repeatedName } = readApart(text, 'data', (json) => ({
    json,
    value: JSON.parse(json),
  }));
  if (!isJsonObject(value)) throw new TypeError('a CloudEvent is a JSON object');
  const named = cloudEventFields(
    apart === undefined ? value : { ...value, data: apart.value },
    generatorAttribute,
  );
  if (named.kind === 'invalid') return named;
  return checkEventFields(
    { value: named.fields, detailJson: apart?.json, repeatedName },
    queuedAtMs,
    {
      ...limits,
      nameOf: (field) => attributeOf(field, generatorAttribute),
    },
  );
}
