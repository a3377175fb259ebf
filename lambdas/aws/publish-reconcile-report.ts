import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { ReconcileReport } from '../contract/reconcile-report.ts';

/** The names of the reconciler's metrics. */
export const reconcileMetricNames = {
  /** Live mappings, by `state`. */
  sources: 'Sources',
  /** By `finding`. */
  found: 'DriftFound',
  /** By `finding`. */
  repaired: 'DriftRepaired',
  oldestCheckSeconds: 'OldestCheckAge',
  expiringSoon: 'SourcesExpiringSoon',
  incomplete: 'ReconcileIncomplete',
  checked: 'SourcesChecked',
  failedCalls: 'ReconcileFailedCalls',
  unanswered: 'SourcesUnanswered',
} as const;

/**
 * Publishes the report of a run of the reconciler: as metrics, and as one log line. A dry run has only
 * the line, since it is not a scheduled run.
 */
export function publishReconcileReport(
  report: ReconcileReport,
  metrics: Metrics,
  logger: Logger,
): void {
  logger.info('reconciled', { report });
  if (report.dryRun) return;
  const names = reconcileMetricNames;
  metrics.addMetric(names.checked, MetricUnit.Count, report.checked);
  metrics.addMetric(names.failedCalls, MetricUnit.Count, report.failedCalls);
  metrics.addMetric(names.unanswered, MetricUnit.Count, report.unanswered);
  metrics.addMetric(names.incomplete, MetricUnit.Count, report.incomplete ? 1 : 0);
  if (report.mappings !== undefined) {
    metrics.addMetric(names.expiringSoon, MetricUnit.Count, report.expiringSoon);
  }
  if (report.oldestCheckSeconds !== undefined) {
    metrics.addMetric(names.oldestCheckSeconds, MetricUnit.Seconds, report.oldestCheckSeconds);
  }
  metrics.publishStoredMetrics();
  publishBy('state', names.sources, report.mappings ?? {}, metrics);
  publishBy('finding', names.found, report.found, metrics);
  publishBy('finding', names.repaired, report.repaired, metrics);
}

function publishBy(
  dimension: string,
  name: string,
  counts: Readonly<Record<string, number>>,
  metrics: Metrics,
): void {
  for (const [value, count] of Object.entries(counts)) {
    const metric = metrics.singleMetric();
    metric.addDimension(dimension, value);
    metric.addMetric(name, MetricUnit.Count, count);
  }
}
