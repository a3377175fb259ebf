import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';

/** When SQS took the message, epoch milliseconds. */
export function sentAtMs({ attributes }: SQSRecord): number {
  return Number(attributes.SentTimestamp);
}

/** The partial batch response that gives these messages back to their queue. */
export function batchResponse(messageIds: Iterable<string>): SQSBatchResponse {
  const failures = Array.from(new Set(messageIds), (itemIdentifier) => ({ itemIdentifier }));
  return { batchItemFailures: failures };
}
