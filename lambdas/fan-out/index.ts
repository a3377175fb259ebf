import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSEvent } from 'aws-lambda';
import { onLiveConnections } from '../aws/connections.ts';
import { deliveryServices } from '../aws/delivery-services.ts';
import { historyOpener } from '../aws/history/open-history.ts';
import { latePayloads } from '../aws/payloads/late-payloads.ts';
import { publishBatchCounters } from '../aws/report.ts';
import { cachedMappings } from '../delivery/cached-mappings.ts';
import { discreetLog } from '../delivery/discreet-log.ts';
import { fanOutSettings, parseFanOutEnvironment } from './env.ts';
import { fanOutHandler } from './handler.ts';

// Once for each execution environment.
const environment = parseFanOutEnvironment(process.env);
const { place, mappingCache, cloudEvents } = fanOutSettings(environment);
const logger = new Logger();
const metrics = new Metrics();
const log = discreetLog(logger);
const { queue, ...services } = deliveryServices(environment, place.eventsQueueUrl, log, {
  openHistory: historyOpener(place.historyBucketPrefix, log),
  openPayloads: latePayloads,
});
const handle = fanOutHandler({
  ...services,
  cloudEvents,
  mappings: cachedMappings(services.mappings, mappingCache, services.now),
  eventDeadLetters: queue(place.eventsDeadLetterQueueUrl),
  eventsQueue: queue(place.eventsQueueUrl),
  report: (counters) => publishBatchCounters(counters, metrics, logger),
});

/** The Lambda entry point of the fan-out function. */
export const handler = onLiveConnections((event: SQSEvent, context: Context) => {
  logger.addContext(context);
  return handle(event, context);
});
