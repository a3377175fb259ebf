import { messageBytes, type GivenMessage } from './message-rules.ts';
import type { SqsError } from './sqs-errors.ts';

const maxEntries = 10;
const maxBatchBytes = 1_048_576;
const entryId = /^[\w-]{1,80}$/;

/** Why SQS refuses a batch as a whole; undefined if it does not. */
export function batchProblem(
  entries: readonly GivenMessage[] | null | undefined,
): SqsError | undefined {
  if (entries === null || entries === undefined)
    return {
      name: 'MissingParameter',
      message: 'The request must contain the parameter Entries.',
    };
  return countProblem(entries.length) ?? idsProblem(entries) ?? sizeProblem(entries);
}

function countProblem(count: number): SqsError | undefined {
  if (count === 0)
    return {
      name: 'EmptyBatchRequest',
      message: 'There should be at least one SendMessageBatchRequestEntry in the request.',
    };
  return count > maxEntries
    ? {
        name: 'TooManyEntriesInBatchRequest',
        message: `Maximum number of entries per request are ${maxEntries}. You have sent ${count}.`,
      }
    : undefined;
}

function idsProblem(entries: readonly GivenMessage[]): SqsError | undefined {
  const seen = new Set<string>();
  for (const [index, { Id: id }] of entries.entries()) {
    if (typeof id !== 'string')
      return {
        name: 'MissingParameter',
        message: `The request must contain the parameter SendMessageBatchRequestEntry.${index + 1}.Id.`,
      };
    if (!entryId.test(id))
      return {
        name: 'InvalidBatchEntryId',
        message:
          'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      };
    if (seen.has(id)) return { name: 'BatchEntryIdsNotDistinct', message: `Id ${id} repeated.` };
    seen.add(id);
  }
  return undefined;
}

function sizeProblem(entries: readonly GivenMessage[]): SqsError | undefined {
  const bytes = entries.reduce((sum, entry) => sum + messageBytes(entry), 0);
  return bytes > maxBatchBytes
    ? {
        name: 'BatchRequestTooLong',
        message: `Batch requests cannot be longer than ${maxBatchBytes} bytes. You have sent ${bytes} bytes.`,
      }
    : undefined;
}
