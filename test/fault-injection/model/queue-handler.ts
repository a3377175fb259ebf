import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Environment } from './environment.ts';
import type { Invocation } from './invocation.ts';

/** A function that reads a queue, as Lambda calls it. */
export type QueueHandler = (
  event: SQSEvent,
  invocation: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/** A function that reads a queue, in one execution environment. */
export interface Delivering {
  readonly environment: Environment;
  readonly handle: QueueHandler;
  /** The running invocation, or the last one. */
  invocation: Invocation;
}
