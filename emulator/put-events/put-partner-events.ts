import { randomUUID } from 'node:crypto';
import { drawEntryFault } from '../faults/faults.ts';
import { validationError } from '../protocol/aws-error.ts';
import { countOne } from '../state/counters.ts';
import { type Caller, regionOf, type World } from '../state/world.ts';
import { publish } from './publish.ts';
import { type Entry, entryBytes, isComplete, missingMember } from './entry.ts';
import { parseEvent } from '../event-pattern/parse-event.ts';

/** One result, in the place of its entry. */
export type EntryResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** Takes the entries of one call. Throws when the request is refused whole, and then nothing is taken. */
export function putPartnerEvents(world: World, caller: Caller, entries: readonly Entry[]) {
  refuseWhole(world, entries);
  const results = entries.map((entry) => putEntry(world, caller, entry));
  const failed = results.filter((result) => 'ErrorCode' in result);
  countResults(world, results.length, failed);
  return { FailedEntryCount: failed.length, Entries: results };
}

function refuseWhole(world: World, entries: readonly Entry[]): void {
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

function putEntry(world: World, caller: Caller, entry: Entry): EntryResult {
  if (!isComplete(entry)) {
    const member = missingMember(entry);
    return failure(
      'InvalidArgument',
      `Parameter ${member} is not valid. Reason: ${member} is a required argument.`,
    );
  }
  const detail = parseEvent(entry.Detail);
  if (detail === undefined) return failure('MalformedDetail', 'Detail is malformed.');
  const fault = drawEntryFault(world.faults, entry.Source);
  if (fault !== undefined) return failure(fault.errorCode, fault.errorMessage);
  const region = regionOf(world, caller.region);
  const source = region.sources.find(entry.Source);
  if (source === undefined || source.partnerAccount !== caller.account) {
    return failure(
      'EventBusNotFound',
      'Event Bus Not Found: the partner event source does not exist.',
    );
  }
  const id = randomUUID();
  if (source.state.kind === 'PENDING') world.counters.droppedEntries += 1;
  else publish(world, region, { source, id, entry, detail });
  return { EventId: id };
}

function failure(ErrorCode: string, ErrorMessage: string): EntryResult {
  return { ErrorCode, ErrorMessage };
}

function countResults({ counters }: World, total: number, failed: readonly EntryResult[]): void {
  counters.entries += total;
  counters.acceptedEntries += total - failed.length;
  for (const result of failed) {
    if ('ErrorCode' in result) countOne(counters.failedEntries, result.ErrorCode);
  }
}
