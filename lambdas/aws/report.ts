import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { BatchCounters } from '../delivery/batch-counters.ts';

/** The names of the metrics, in one namespace for each stage, with the function as `service`. */
export const metricNames = {
  events: 'Events',
  entries: 'Entries',
  accepted: 'EntriesAccepted',
  retried: 'EntriesRetried',
  returned: 'MessagesReturned',
  retiredMappings: 'MappingsRetired',
  calls: 'PutPartnerEventsCalls',
  entriesPerCall: 'EntriesPerCall',
  /** The time from when the events queue took an event until EventBridge accepted it, milliseconds. */
  acceptanceMs: 'EventToAcceptance',
  /** By `reason`. */
  dropped: 'Dropped',
  /** By `reason`. */
  deadLettered: 'DeadLettered',
  /** By `reason`. */
  held: 'Held',
  historyRowsLost: 'HistoryRowsLost',
  historyBodiesLost: 'HistoryBodiesLost',
  storedPayloads: 'StoredPayloads',
  payloadsNotStored: 'PayloadsNotStored',
} as const;

/** The message of the log line that {@link publishBatchCounters} writes for each batch. */
export const batchDoneMessage = 'batch done';
/** The message of the line for each kind of failure in a batch: `region`, `code`, and how many `entries`. */
export const entriesFailedMessage = 'entries failed';

// CloudWatch's embedded metric format takes 100 values of a metric in one line. At the hundredth value
// Powertools itself publishes, and later warns that there is nothing to publish.
const maxValues = 99;

const publishedCounts = [
  'events',
  'entries',
  'accepted',
  'retried',
  'returned',
  'retiredMappings',
  'historyRowsLost',
  'historyBodiesLost',
] as const;

// Left out where they are 0, as in nearly all batches: each metric lengthens the log lines of all of them.
const seldomCounts = ['storedPayloads', 'payloadsNotStored'] as const;

/** Publishes the counters of a batch as metrics and as log lines. */
export function publishBatchCounters(
  counters: BatchCounters,
  metrics: Metrics,
  logger: Logger,
): void {
  const { entriesPerCall, acceptanceMs, dropped, deadLettered, held, failures, ...counts } =
    counters;
  for (const name of publishedCounts) {
    metrics.addMetric(metricNames[name], MetricUnit.Count, counts[name]);
  }
  for (const name of seldomCounts) {
    if (counts[name] > 0) metrics.addMetric(metricNames[name], MetricUnit.Count, counts[name]);
  }
  metrics.addMetric(metricNames.calls, MetricUnit.Count, entriesPerCall.length);
  publishEach({ entriesPerCall, acceptanceMs }, metrics);
  publishByReason(metricNames.dropped, dropped, metrics);
  publishByReason(metricNames.deadLettered, deadLettered, metrics);
  publishByReason(metricNames.held, held, metrics);
  const calls = entriesPerCall.length;
  logger.info(batchDoneMessage, { ...counts, calls, dropped, deadLettered, held, failures });
  // A line for each, since Logs Insights counts lines and not members of an object.
  for (const [key, entries] of Object.entries(failures)) {
    const [region = '', ...code] = key.split(' ');
    logger.info(entriesFailedMessage, { region, code: code.join(' '), entries });
  }
}

function publishByReason(
  name: string,
  countByReason: Readonly<Record<string, number>>,
  metrics: Metrics,
): void {
  for (const [reason, count] of Object.entries(countByReason)) {
    if (count === 0) continue;
    const metric = metrics.singleMetric();
    metric.addDimension('reason', reason);
    metric.addMetric(name, MetricUnit.Count, count);
  }
}

/**
 * Publishes the stored metrics and every value of these two, in as many lines as that takes. With samples
 * of a fixed size, a batch of a hundred entries would weigh as much as one of thousands. A value takes
 * some twenty bytes of the log.
 */
function publishEach(
  { entriesPerCall, acceptanceMs }: Pick<BatchCounters, 'entriesPerCall' | 'acceptanceMs'>,
  metrics: Metrics,
): void {
  const most = Math.max(entriesPerCall.length, acceptanceMs.length);
  let at = 0;
  do {
    for (const value of entriesPerCall.slice(at, at + maxValues)) {
      metrics.addMetric(metricNames.entriesPerCall, MetricUnit.Count, value);
    }
    for (const value of acceptanceMs.slice(at, at + maxValues)) {
      metrics.addMetric(metricNames.acceptanceMs, MetricUnit.Milliseconds, value);
    }
    metrics.publishStoredMetrics();
    at += maxValues;
  } while (at < most);
}
