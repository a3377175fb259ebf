import * as v from 'valibot';
import { matchesEvent, parseEventPattern } from '../event-pattern/event-pattern.ts';
import { eventOfText } from '../event-pattern/matchable-event.ts';
import { parseEvent } from '../event-pattern/parse-event.ts';
import { validationError } from '../protocol/aws-error.ts';
import { eventPattern } from '../protocol/members.ts';
import { structure } from '../protocol/shapes.ts';
import { operation } from './operation.ts';

/** What EventBridge requires of an event here; `resources`, `version` and `detail` may be missing. */
const REQUIRED_FIELDS = ['id', 'account', 'source', 'time', 'region', 'detail-type'] as const;

/** Returns whether an event, given as JSON text, matches a pattern. */
export const testEventPattern = operation(
  structure({ EventPattern: eventPattern, Event: v.string() }),
  (_world, _caller, { EventPattern, Event }) => {
    const pattern = parseEventPattern(EventPattern);
    requireEvent(Event);
    return { Result: matchesEvent(pattern, eventOfText(Event)) };
  },
);

function requireEvent(text: string): void {
  const event = parseEvent(text);
  if (event === undefined || REQUIRED_FIELDS.some((field) => !Object.hasOwn(event, field))) {
    throw validationError('Parameter Event is not valid.');
  }
}
