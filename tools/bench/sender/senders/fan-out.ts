import { setTimeout } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { SQSRecord } from 'aws-lambda';
import { lateQueueCalls } from '../../../../lambdas/aws/calls/late-queue-calls.ts';
import { historyOpener } from '../../../../lambdas/aws/history/open-history.ts';
import { partnerEventsPutter } from '../../../../lambdas/aws/put-partner-events.ts';
import { publishBatchCounters } from '../../../../lambdas/aws/report.ts';
import { cachedMappings } from '../../../../lambdas/delivery/cached-mappings.ts';
import type { MappingTable, MessageQueue } from '../../../../lambdas/ports/delivery.ts';
import { deliverSettings } from '../../../../lambdas/delivery/settings.ts';
import { standardSettings } from '../../../../lambdas/settings/standard-settings.ts';
import { parseRetryEnvironment } from '../../../../lambdas/retry/env.ts';
import { fanOutHandler } from '../../../../lambdas/fan-out/handler.ts';
import { retryVariables } from '../../../simulators/delivery-variables.ts';
import { recordOf } from '../../../simulators/queue/sqs-record.ts';
import type { SentEvent } from '../events.ts';
import type { PrepareSender } from '../sender.ts';
import { mappingOf } from '../sources.ts';

/** Long enough for the cache to stay warm through all runs. */
const cacheSeconds = 3_600;
const { maxMappings } = standardSettings.mappingCache;
const cacheSettings = { ttlMs: cacheSeconds * 1000, maxMappings };

// Nothing fails here, so that nothing may come to a queue.
const unusedQueue: MessageQueue = {
  send: async () => {
    throw new Error('a message for a queue');
  },
};

const mappings: MappingTable = {
  findLive: async (generator) => [mappingOf(generator)],
  countLive: async () => ({ mappings: 1 }),
  retire: async () => 'absent',
  noteActivity: async () => 'noted',
};

/**
 * The fan-out function's handler whole, with this many calls to a Region at once: it reads the records of
 * a batch, looks their mappings up in the warm cache, packs, puts with the real adapter, classifies,
 * acknowledges and publishes the numbers. The queue and the table behind the cache are in memory.
 *
 * @param records whether it records everything in the history, whose queue and bucket the stub has
 */
export function fanOut(callsInFlight: number, { records = false } = {}): PrepareSender {
  const { log, ...services } = servicesOf(callsInFlight);
  const history = records ? openedHistory(log) : undefined;
  const handle = fanOutHandler({
    ...services,
    log,
    history,
    cloudEvents: standardSettings.cloudEvents,
  });
  return (events) => {
    const batch = { Records: events.map(recordOfEvent) };
    return async () => {
      const { batchItemFailures } = await handle(batch, { getRemainingTimeInMillis: () => 60_000 });
      if (batchItemFailures.length > 0) throw new Error('messages were given back');
    };
  };
}

function servicesOf(callsInFlight: number) {
  const environment = retryVariables('http://127.0.0.1', callsInFlight);
  const log = new Logger({ serviceName: 'fan-out' });
  const metrics = new Metrics({ namespace: 'Bench', serviceName: 'fan-out' });
  return {
    mappings: cachedMappings(mappings, cacheSettings, Date.now),
    put: partnerEventsPutter(),
    deleteMessages: async () => undefined,
    retryQueue: unusedQueue,
    retryDeadLetters: unusedQueue,
    eventDeadLetters: unusedQueue,
    eventsQueue: unusedQueue,
    settings: deliverSettings(parseRetryEnvironment(environment)),
    report: (counters: Parameters<typeof publishBatchCounters>[0]) =>
      publishBatchCounters(counters, metrics, log),
    log,
    now: Date.now,
    sleep: async (milliseconds: number) => {
      await setTimeout(milliseconds);
    },
    random: Math.random,
  };
}

function openedHistory(log: Logger) {
  const queueUrl = `${process.env['AWS_ENDPOINT_URL_SQS']}/000000000000/history`;
  return historyOpener('history', log)(lateQueueCalls(), queueUrl);
}

/** An event's message, as Lambda gives it to the function. */
export function recordOfEvent(event: SentEvent): SQSRecord {
  const { number } = event.detail;
  return recordOf({
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    body: JSON.stringify({ id: `event-${number}`, ...event }),
    sentAtMs: Date.now(),
  });
}
