import { randomUUID } from 'node:crypto';
import { drawEntryFault } from '../faults/faults.ts';
import { operation } from '../operations/operation.ts';
import { validationError } from '../protocol/aws-error.ts';
import { countOne } from '../state/counters.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { type Entry, entryBytes, isComplete, putPartnerEventsRequest } from './entry.ts';
import { answerOf, checkEntry, type EntryResult, isFailure } from './entry-result.ts';
import { eventOf, publish } from './publish.ts';

/** Sends up to 20 events, each to the source it names. When the request is refused, no entry is accepted. */
export const putPartnerEvents = operation(putPartnerEventsRequest, (world, caller, { Entries }) => {
  refuseRequest(world, Entries);
  const results = Entries.map((entry) => putEntry(world, caller, entry));
  countResults(world, results);
  return answerOf(results);
});

function refuseRequest(world: World, entries: readonly Entry[]): void {
  if (!entries.some(isComplete)) {
    throw validationError(
      'No entry has all of Source, DetailType and Detail, which are required arguments.',
    );
  }
  const sizes = entries.map(entryBytes);
  const largest = Math.max(...sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const { maxEntryBytes, maxRequestBytes } = world.settings;
  if (total > maxRequestBytes || largest > maxEntryBytes) {
    throw validationError('Total size of the entries in the request is over the limit.');
  }
}

function putEntry(world: World, caller: Caller, given: Entry): EntryResult {
  const checked = checkEntry(given);
  if (checked.kind === 'bad') return checked.failure;
  const { entry } = checked;
  const fault = drawEntryFault(world.faults, entry.Source);
  if (fault !== undefined) {
    return { ErrorCode: fault.errorCode, ErrorMessage: fault.errorMessage };
  }
  const region = regionOf(world, caller.region);
  const source = region.sources.find(entry.Source);
  if (source === undefined || source.partnerAccount !== caller.account) {
    return {
      ErrorCode: 'EventBusNotFound',
      ErrorMessage: 'Event Bus Not Found: the partner event source does not exist.',
    };
  }
  const id = randomUUID();
  if (source.state.kind === 'PENDING') {
    world.counters.droppedEntries += 1;
    return { EventId: id };
  }
  const customer = { region: region.name, account: source.customerAccount };
  world.counters.received += 1;
  publish(world, eventOf(world, customer, { bus: source.name, id, entry }));
  return { EventId: id };
}

function countResults({ counters }: World, results: readonly EntryResult[]): void {
  const failed = results.filter(isFailure);
  counters.entries += results.length;
  counters.acceptedEntries += results.length - failed.length;
  for (const { ErrorCode } of failed) countOne(counters.failedEntries, ErrorCode);
}
