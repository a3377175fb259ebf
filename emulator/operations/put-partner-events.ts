import { putPartnerEventsRequest } from '../put-events/entry.ts';
import { putPartnerEvents as putEntries } from '../put-events/put-partner-events.ts';
import { operation } from './operation.ts';

/** Sends up to 20 events, each to the source it names. */
export const putPartnerEvents = operation(putPartnerEventsRequest, (world, caller, { Entries }) =>
  putEntries(world, caller, Entries),
);
