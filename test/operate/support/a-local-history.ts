import { SQSClient } from '@aws-sdk/client-sqs';
import { sdkSendingCalls } from '../../../lambdas/aws/calls/sdk-queue-calls.ts';
import { regionBucket } from '../../../lambdas/aws/region-bucket.ts';
import { historySink } from '../../../lambdas/aws/history/history-sink.ts';
import { recorderServices } from '../../../lambdas/aws/history/recorder-services.ts';
import { s3Objects } from '../../../lambdas/aws/s3-objects.ts';
import { sqsQueue } from '../../../lambdas/aws/sqs-queue.ts';
import { recorderHandler } from '../../../lambdas/history/handler.ts';
import type { HistoryRecord } from '../../../lambdas/ports/history.ts';
import { historyPlace } from '../../../local/history/history-place.ts';
import {
  createHistoryTable,
  historyBucketName,
  historyBucketPrefix,
} from '../../../local/history/history-table.ts';
import { payloadBucketName } from '../../../local/payload-bucket.ts';
import { sdkEnvironment } from '../../../local/sdk-environment.ts';
import { fakeLog } from '../../support/fake-log.ts';
import type { aLocalMode } from './a-local-mode.ts';

/** A history beside a local mode without functions: what records outcomes as they and the recorder do. */
export async function aLocalHistory({
  sqs,
  queues,
  vendor,
}: Awaited<ReturnType<typeof aLocalMode>>) {
  Object.assign(process.env, sdkEnvironment({ ...vendor.endpoints, sqs: sqs.url }));
  sqs.createBucket(historyBucketName);
  sqs.createBucket(payloadBucketName);
  const tableName = await createHistoryTable(vendor.endpoints.dynamodb);
  const place = historyPlace(queues, tableName);
  const log = fakeLog();
  const sink = historySink({
    queue: sqsQueue(sdkSendingCalls(new SQSClient()), queues.history.url, log),
    objects: s3Objects(regionBucket(historyBucketPrefix)),
    log,
    now: Date.now,
  });
  const recorder = recorderHandler(recorderServices({ place, history: { rowDays: 30 } }, log));
  return {
    async record(...records: readonly HistoryRecord[]): Promise<void> {
      if ((await sink.record(records)).includes(false)) throw new Error('not recorded');
      await recorder(Date.now() + 60_000);
    },
  };
}
