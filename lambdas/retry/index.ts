import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSEvent } from 'aws-lambda';
import { onLiveConnections } from '../aws/connections.ts';
import { deliveryServices } from '../aws/delivery-services.ts';
import { historyOpener } from '../aws/history/open-history.ts';
import { latePayloads } from '../aws/payloads/late-payloads.ts';
import { publishBatchCounters } from '../aws/report.ts';
import { discreetLog } from '../delivery/discreet-log.ts';
import { deliveryPlace } from '../delivery/settings.ts';
import { parseRetryEnvironment } from './env.ts';
import { retryHandler } from './handler.ts';

// Once for each execution environment.
const logger = new Logger();
const metrics = new Metrics();
const environment = parseRetryEnvironment(process.env);
const { retryQueueUrl, historyBucketPrefix } = deliveryPlace(environment);
const log = discreetLog(logger);
const openHistory = historyOpener(historyBucketPrefix, log);
const handle = retryHandler({
  ...deliveryServices(environment, retryQueueUrl, log, {
    openHistory,
    openPayloads: latePayloads,
  }),
  report: (counters) => publishBatchCounters(counters, metrics, logger),
});

/** The Lambda entry point of the retry function. */
export const handler = onLiveConnections((event: SQSEvent, context: Context) => {
  logger.addContext(context);
  return handle(event, context);
});
