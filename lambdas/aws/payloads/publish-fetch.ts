import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';

/** The name of the metric of fetches. */
export const fetchesMetricName = 'PayloadFetches';

/** Publishes that a link led somebody to the detail of a large event. */
export function publishFetch(metrics: Metrics): void {
  const metric = metrics.singleMetric();
  metric.addMetric(fetchesMetricName, MetricUnit.Count, 1);
}
