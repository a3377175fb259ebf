import { randomUUID } from 'node:crypto';
import { defaultBehaviour } from '../behaviour/behaviour.ts';
import { operation } from '../operations/operation.ts';
import { validationError } from '../protocol/aws-error.ts';
import { findBus } from '../state/find-bus.ts';
import type { Caller, World } from '../state/world.ts';
import { entryBytes, type OwnEntry, putEventsRequest } from './entry.ts';
import { refusalOf } from './entry-checks.ts';
import { answerOf, type EntryResult, failureOf } from './entry-result.ts';
import { completeEntryOf, examine } from './examined.ts';
import { eventOf, publish } from './publish.ts';

/** The maximum total size of the entries of one call: 1 MB since 2026-01-29. */
const MAX_REQUEST_BYTES = 1_048_576;

/** Sends up to 10 events of the caller's own, each to a bus of its account, by default the default bus. */
export const putEvents = operation(putEventsRequest, (world, caller, { Entries, EndpointId }) => {
  if (EndpointId !== undefined) {
    throw validationError('Parameter EndpointId is not supported by this emulator.');
  }
  const total = Entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  if (total > MAX_REQUEST_BYTES) {
    throw validationError('Total size of the entries in the request is over the limit.');
  }
  return answerOf(Entries.map((entry, index) => putEntry(world, caller, entry, index)));
});

function putEntry(world: World, caller: Caller, given: OwnEntry, index: number): EntryResult {
  const examined = examine(given, index);
  const refusal = refusalOf('entryRefused', examined, defaultBehaviour);
  if (refusal !== undefined) return failureOf(refusal);
  const entry = completeEntryOf(examined);
  if (entry.Source.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  }
  const found = findBus(world, caller, given.EventBusName);
  if (found.kind === 'otherAccount' || found.kind === 'otherRegion') {
    return {
      ErrorCode: 'AccessDeniedException',
      ErrorMessage: `Not authorized to put events to event bus ${found.name}.`,
    };
  }
  const id = randomUUID();
  // EventBridge also returns an id if the bus does not exist, and drops the event.
  if (found.kind === 'own') {
    world.counters.putEventsReceived += 1;
    publish(world, eventOf(world, caller, { bus: found.bus.name, id, entry }));
  }
  return { EventId: id };
}
