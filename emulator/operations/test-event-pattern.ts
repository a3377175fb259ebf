import * as v from 'valibot';
import { matchesEvent, parseEventPattern } from '../event-pattern/event-pattern.ts';
import { parseEvent } from '../event-pattern/parse-event.ts';
import { validationError } from '../protocol/aws-error.ts';
import { eventPattern } from '../protocol/members.ts';
import { structure } from '../protocol/shapes.ts';
import { operation } from './operation.ts';

const REQUIRED_FIELDS = [
  'id',
  'account',
  'source',
  'time',
  'region',
  'resources',
  'detail-type',
] as const;

/** Returns whether an event, given as JSON text, matches a pattern. */
export const testEventPattern = operation(
  structure({ EventPattern: eventPattern, Event: v.string() }),
  (_world, _caller, { EventPattern, Event }) => {
    const pattern = parseEventPattern(EventPattern);
    return { Result: matchesEvent(pattern, requireEvent(Event)) };
  },
);

function requireEvent(eventText: string): object {
  const event = parseEvent(eventText);
  if (event === undefined) throw notValid('It is not a JSON object');
  const missing = REQUIRED_FIELDS.find((field) => !Object.hasOwn(event, field));
  if (missing !== undefined) throw notValid(`It lacks the field ${missing}`);
  return event;
}

function notValid(reason: string) {
  return validationError(`Parameter Event is not valid. Reason: ${reason}.`);
}
