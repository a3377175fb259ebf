import { validationError } from '../protocol/aws-error.ts';
import { putEventsRequest } from '../put-events/entry.ts';
import { putEvents as putEntries } from '../put-events/put-events.ts';
import { operation } from './operation.ts';

/** Sends up to 10 events of the caller's own, each to a bus of its account; the default one if it names none. */
export const putEvents = operation(putEventsRequest, (world, caller, { Entries, EndpointId }) => {
  if (EndpointId !== undefined) {
    throw validationError('Parameter EndpointId is not supported by this emulator.');
  }
  return putEntries(world, caller, Entries);
});
