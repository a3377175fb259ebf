import type { Refusal } from './entry-checks.ts';

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

/** The result of an entry that is refused. */
export function failureOf({ code, message }: Pick<Refusal, 'code' | 'message'>): EntryFailure {
  return { ErrorCode: code, ErrorMessage: message };
}
