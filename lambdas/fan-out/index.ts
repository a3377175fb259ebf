import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSEvent } from 'aws-lambda';
import { onLiveConnections } from '../aws/connections.ts';
import { deliveryServices } from '../aws/delivery-services.ts';
import { publishBatchCounters } from '../aws/report.ts';
import { cachedMappings } from '../delivery/cached-mappings.ts';
import { discreetLog } from '../delivery/discreet-log.ts';
import { parseFanOutEnvironment } from './env.ts';
import { fanOutHandler } from './handler.ts';

const maxCachedGenerators = 10_000;

// Once for each execution environment.
const environment = parseFanOutEnvironment(process.env);
const logger = new Logger();
const metrics = new Metrics();
const { queue, ...services } = deliveryServices(
  environment,
  environment.EVENTS_QUEUE_URL,
  discreetLog(logger),
);
const cacheSettings = {
  ttlMs: environment.MAPPING_CACHE_SECONDS * 1000,
  maxGenerators: maxCachedGenerators,
};
const handle = fanOutHandler({
  ...services,
  mappings: cachedMappings(services.mappings, cacheSettings, services.now),
  eventDeadLetters: queue(environment.EVENTS_DEAD_LETTER_QUEUE_URL),
  eventsQueue: queue(environment.EVENTS_QUEUE_URL),
  report: (counters) => publishBatchCounters(counters, metrics, logger),
});

/** The Lambda entry point of the fan-out function. */
export const handler = onLiveConnections((event: SQSEvent, context: Context) => {
  logger.addContext(context);
  return handle(event, context);
});
