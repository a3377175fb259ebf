import type { SQSClient } from '@aws-sdk/client-sqs';

import { BatchPump } from './batch-pump.ts';
import type { Activity, PumpOptions } from './batch-pump.ts';
import { sourceQueue } from './source-queue.ts';

/** An event source mapping of a queue to a function. */
export interface EventSourceMappingOptions extends PumpOptions {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
}

/** A running event source mapping. */
export interface EventSourceMapping {
  activity(): Activity;
  /** Stops polling, finishes the running batches, and returns gathered messages to the queue. */
  close(): Promise<void>;
}

/**
 * Polls a queue of SQS and passes its messages to a function in batches, as an event source mapping of Lambda with
 * ReportBatchItemFailures does. A failed message becomes visible again after its visibility time-out, or moves to the
 * dead-letter queue. Unlike Lambda, it does not slow down when a function keeps failing.
 *
 * Throws a RangeError for limits that Lambda refuses.
 */
export function startEventSourceMapping(options: EventSourceMappingOptions): EventSourceMapping {
  checkLimits(options);
  const pump = new BatchPump(sourceQueue(options.sqs, options.queueUrl, options), options);
  pump.start();
  return { activity: () => pump.activity(), close: async () => await pump.close() };
}

function checkLimits({ batchSize, windowSeconds, maximumConcurrency }: PumpOptions): void {
  if (batchSize < 1 || batchSize > 10_000) throw new RangeError('batchSize must be 1 to 10,000');
  if (windowSeconds < 0 || windowSeconds > 300) {
    throw new RangeError('windowSeconds must be 0 to 300');
  }
  if (batchSize > 10 && windowSeconds < 1) {
    throw new RangeError('a batchSize over 10 needs windowSeconds of 1 or more');
  }
  if (maximumConcurrency < 1) throw new RangeError('maximumConcurrency must be 1 or more');
}
