import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { ReplayState } from '../domain/history/replay.ts';

/** The names of the replay function's own metrics. */
export const replayMetricNames = {
  /** Entries of replays that were put to EventBridge. */
  replayedEntries: 'ReplayedEntries',
  /** By `state`. */
  replaysEnded: 'ReplaysEnded',
  foreignBodies: 'HistoryForeignBodies',
} as const;

/** Publishes how many entries a page of a replay had. */
export function publishReplayedEntries(entries: number, metrics: Metrics): void {
  const metric = metrics.singleMetric();
  metric.addMetric(replayMetricNames.replayedEntries, MetricUnit.Count, entries);
}

/** Publishes that a replay is over. */
export function publishReplayEnded(state: ReplayState, metrics: Metrics): void {
  const metric = metrics.singleMetric();
  metric.addDimension('state', state);
  metric.addMetric(replayMetricNames.replaysEnded, MetricUnit.Count, 1);
}

/** Publishes that the history has a text which is not of its row's tenant or event. */
export function publishForeignBody(metrics: Metrics): void {
  const metric = metrics.singleMetric();
  metric.addMetric(replayMetricNames.foreignBodies, MetricUnit.Count, 1);
}
