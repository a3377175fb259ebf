import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { onLiveConnections } from '../aws/connections.ts';
import { deliveryServices } from '../aws/delivery-services.ts';
import { historyBucket } from '../aws/history/history-bucket.ts';
import { historyReaders } from '../aws/history/history-readers.ts';
import { historySink } from '../aws/history/history-sink.ts';
import { s3Objects } from '../aws/history/s3-objects.ts';
import { replayStepServices } from '../aws/replay-services.ts';
import {
  publishForeignBody,
  publishReplayedEntries,
  publishReplayEnded,
} from '../aws/report-replays.ts';
import { publishBatchCounters } from '../aws/report.ts';
import { sqsQueue } from '../aws/sqs-queue.ts';
import { discreetLog } from '../delivery/discreet-log.ts';
import { framesAtOnce } from './bodies.ts';
import { parseReplayEnvironment, replaySettings } from './env.ts';
import { replayHandler } from './handler.ts';

// Once for each execution environment.
const environment = parseReplayEnvironment(process.env);
const { place, rowDays, replaySettings: sending } = replaySettings(environment);
const logger = new Logger();
const metrics = new Metrics();
const log = discreetLog(logger);
const objects = s3Objects(historyBucket(place.historyBucketPrefix));
const openHistory = (sqs: SQSClient, queueUrl: string) =>
  historySink({ queue: sqsQueue(sqs, queueUrl, log), objects, log, now: Date.now });
const handle = replayHandler({
  ...deliveryServices(environment, place.replayQueueUrl, log, openHistory),
  ...replayStepServices(place, log),
  readers: historyReaders(place, {
    rowDays,
    log,
    onForeignBody: () => publishForeignBody(metrics),
    maxFrames: framesAtOnce,
  }),
  replaySettings: sending,
  report: (counters) => publishBatchCounters(counters, metrics, logger),
  reportEntries: (entries) => publishReplayedEntries(entries, metrics),
  reportEnded: (state) => publishReplayEnded(state, metrics),
});

/** The Lambda entry point of the function that replays. */
export const handler = onLiveConnections((event: SQSEvent, context: Context) => {
  logger.addContext(context);
  return handle(event, context);
});
