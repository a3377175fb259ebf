import { parseEvent } from '../event-pattern/parse-event.ts';
import { detailProblem } from './detail-limits.ts';
import { type CompleteEntry, type Entry, isComplete, missingMember } from './entry.ts';

/** The result of one entry, at the entry's position. */
export type EntryResult = { EventId: string } | EntryFailure;

/** Why an entry was not accepted. */
export type EntryFailure = { ErrorCode: string; ErrorMessage: string };

/** Whether an entry was not accepted. */
export function isFailure(result: EntryResult): result is EntryFailure {
  return 'ErrorCode' in result;
}

/** The answer to a call: the results, and how many of them are failures. */
export function answerOf(results: readonly EntryResult[]) {
  return { FailedEntryCount: results.filter(isFailure).length, Entries: results };
}

/** A valid entry, or the reason why it is not. */
export function checkEntry(
  entry: Entry,
): { kind: 'good'; entry: CompleteEntry } | { kind: 'bad'; failure: EntryFailure } {
  if (!isComplete(entry)) {
    const member = missingMember(entry);
    const message = `Parameter ${member} is not valid. Reason: ${member} is a required argument.`;
    return { kind: 'bad', failure: { ErrorCode: 'InvalidArgument', ErrorMessage: message } };
  }
  if (parseEvent(entry.Detail) === undefined) return malformed('Detail is malformed.');
  const problem = detailProblem(entry.Detail);
  if (problem !== undefined) return malformed(`Detail is malformed: ${problem}.`);
  return { kind: 'good', entry };
}

function malformed(message: string) {
  const failure = { ErrorCode: 'MalformedDetail', ErrorMessage: message };
  return { kind: 'bad', failure } as const;
}
