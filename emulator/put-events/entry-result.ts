import { parseEvent } from '../event-pattern/parse-event.ts';
import { detailProblem } from './detail-limits.ts';
import { type CompleteEntry, type Entry, isComplete, missingMember } from './entry.ts';

/** One result, in the place of its entry. */
export type EntryResult = { EventId: string } | EntryFailure;

/** Why an entry was not taken. */
export type EntryFailure = { ErrorCode: string; ErrorMessage: string };

/** Whether an entry was not taken. */
export function isFailure(result: EntryResult): result is EntryFailure {
  return 'ErrorCode' in result;
}

/** The answer of a call: the results, and how many of them are failures. */
export function answerOf(results: readonly EntryResult[]) {
  return { FailedEntryCount: results.filter(isFailure).length, Entries: results };
}

/** An entry that can be sent, with its parsed detail; or what is wrong with it. */
export function checkEntry(
  entry: Entry,
): { kind: 'good'; entry: CompleteEntry; detail: object } | { kind: 'bad'; failure: EntryFailure } {
  if (!isComplete(entry)) {
    const member = missingMember(entry);
    const message = `Parameter ${member} is not valid. Reason: ${member} is a required argument.`;
    return { kind: 'bad', failure: { ErrorCode: 'InvalidArgument', ErrorMessage: message } };
  }
  const detail = parseEvent(entry.Detail);
  if (detail === undefined) return malformed('Detail is malformed.');
  const problem = detailProblem(entry.Detail);
  if (problem !== undefined) return malformed(`Detail is malformed: ${problem}.`);
  return { kind: 'good', entry, detail };
}

function malformed(message: string) {
  const failure = { ErrorCode: 'MalformedDetail', ErrorMessage: message };
  return { kind: 'bad', failure } as const;
}
