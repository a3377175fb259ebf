import * as v from 'valibot';

import type { InvokeResult } from './invoke-result.ts';

/** Which messages of a batch are to be deleted. */
export type BatchVerdict =
  /** All except the failed messages are finished. */
  | { kind: 'processed'; failedMessageIds: ReadonlySet<string> }
  /** No message is finished; all become visible again. */
  | { kind: 'batchFailed'; reason: string };

const EventResponse = v.nullish(
  v.object({
    batchItemFailures: v.nullish(
      v.array(v.object({ itemIdentifier: v.pipe(v.string(), v.nonEmpty()) })),
    ),
  }),
);

/**
 * Reads an invocation's result as Lambda does with partial batch responses: no list, or an empty one, means that all
 * messages were processed; a list that names anything other than messages of the batch fails all of them.
 */
export function readBatchResponse(
  result: InvokeResult,
  messageIds: ReadonlySet<string>,
): BatchVerdict {
  switch (result.kind) {
    case 'returned':
      return readPayload(result.payload, messageIds);
    case 'failed':
      return batchFailed(`${result.errorType}: ${result.errorMessage}`);
    case 'timedOut':
      return batchFailed('the function timed out');
    case 'crashed':
      return batchFailed(result.reason);
  }
}

function readPayload(payload: unknown, messageIds: ReadonlySet<string>): BatchVerdict {
  const response = v.safeParse(EventResponse, payload);
  if (!response.success) {
    return batchFailed(`the response is malformed: ${v.summarize(response.issues)}`);
  }
  const failures = response.output?.batchItemFailures ?? [];
  const failedMessageIds = new Set(failures.map((failure) => failure.itemIdentifier));
  const unknown = [...failedMessageIds].find((id) => !messageIds.has(id));
  if (unknown !== undefined) return batchFailed(`the response names ${unknown}, not in the batch`);
  return { kind: 'processed', failedMessageIds };
}

function batchFailed(reason: string): BatchVerdict {
  return { kind: 'batchFailed', reason };
}
