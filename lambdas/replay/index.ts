import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSEvent } from 'aws-lambda';
import { onLiveConnections } from '../aws/connections.ts';
import { deliveryServices } from '../aws/delivery-services.ts';
import { historyReaders } from '../aws/history/history-readers.ts';
import { historyOpener } from '../aws/history/open-history.ts';
import { latePayloads } from '../aws/payloads/late-payloads.ts';
import { replayStepServices } from '../aws/replay-services.ts';
import {
  publishForeignBody,
  publishReplayedEntries,
  publishReplayEnded,
} from '../aws/report-replays.ts';
import { publishBatchCounters } from '../aws/report.ts';
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
const openHistory = historyOpener(place.historyBucketPrefix, log);
const handle = replayHandler({
  ...deliveryServices(environment, place.replayQueueUrl, log, {
    openHistory,
    openPayloads: latePayloads,
  }),
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
