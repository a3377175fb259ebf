import type { Log } from '../../ports/delivery.ts';
import type { HistorySink } from '../../ports/history.ts';
import type { SendingCalls } from '../calls/queue-calls.ts';
import { signingCredentials } from '../calls/signing-credentials.ts';
import { keptConnections } from '../connections.ts';
import { regionBucket } from '../region-bucket.ts';
import { s3Puts } from '../s3-puts.ts';
import { bareQueue } from './bare-queue.ts';
import { historySink } from './history-sink.ts';

/** What opens the history of the function's own Region for recording, by its queue. */
export function historyOpener(
  bucketPrefix: string,
  log: Log,
): (calls: SendingCalls, queueUrl: string) => HistorySink {
  return (calls, queueUrl) =>
    historySink({
      queue: bareQueue(calls, queueUrl, log),
      objects: s3Puts(regionBucket(bucketPrefix), {
        credentials: signingCredentials,
        connections: keptConnections(),
      }),
      log,
      now: Date.now,
    });
}
