import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { RecorderReport } from '../../ports/recorder.ts';

/** The names of the recorder's metrics. */
export const recorderMetricNames = {
  rows: 'HistoryRows',
  chunks: 'HistoryChunks',
  /** From the oldest outcome of a run until it was recorded, milliseconds. */
  delayMs: 'HistoryDelay',
  runsGivenUp: 'HistoryRunsGivenUp',
  /** 1 if a run ended with messages left. */
  incomplete: 'HistoryIncomplete',
} as const;

/** The message of the log line that {@link publishRecorderReport} writes for each run. */
export const recordedMessage = 'history recorded';

/** Publishes what a run of the recorder did, as metrics and as one log line. */
export function publishRecorderReport(
  report: RecorderReport,
  metrics: Metrics,
  logger: Logger,
): void {
  logger.info(recordedMessage, { report });
  // The run that has the lease reports, and the one that does not defer.
  if (report.isBusy || report.isDeferred) return;
  const names = recorderMetricNames;
  metrics.addMetric(names.rows, MetricUnit.Count, report.rows);
  metrics.addMetric(names.chunks, MetricUnit.Count, report.chunks);
  metrics.addMetric(names.runsGivenUp, MetricUnit.Count, report.givenUp);
  metrics.addMetric(names.incomplete, MetricUnit.Count, report.isIncomplete ? 1 : 0);
  if (report.delayMs !== undefined) {
    metrics.addMetric(names.delayMs, MetricUnit.Milliseconds, report.delayMs);
  }
  metrics.publishStoredMetrics();
}
