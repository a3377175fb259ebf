import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Log } from '../../ports/delivery.ts';
import type { HistorySink } from '../../ports/history.ts';
import { bareQueue } from './bare-queue.ts';
import { regionBucket } from '../region-bucket.ts';
import { historySink } from './history-sink.ts';
import { s3Objects } from '../s3-objects.ts';

/** What opens the history of the function's own Region for recording, by its queue. */
export function historyOpener(
  bucketPrefix: string,
  log: Log,
): (sqs: SQSClient, queueUrl: string) => HistorySink {
  return (sqs, queueUrl) =>
    historySink({
      queue: bareQueue(sqs, queueUrl, log),
      objects: s3Objects(regionBucket(bucketPrefix)),
      log,
      now: Date.now,
    });
}
