import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** A function that reads a queue, as Lambda calls it. */
export type QueueHandler = (
  event: SQSEvent,
  invocation: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;
