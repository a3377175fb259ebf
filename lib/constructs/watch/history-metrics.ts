import { MathExpression, Stats, type IMetric, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { isOver, replayStates } from '../../../lambdas/domain/history/replay.ts';
import { holdReasons } from '../../../lambdas/domain/history/row.ts';
import type { FunctionName } from '../../../lambdas/settings/function-name.ts';
import { deliveryFunctions, functionMetric, usualPeriod } from './metrics.ts';

/** The metrics of the history, by the function that writes them. */
interface HistoryMetricNames {
  readonly history:
    'HistoryRows' | 'HistoryChunks' | 'HistoryDelay' | 'HistoryRunsGivenUp' | 'HistoryIncomplete';
  readonly 'fan-out': 'HistoryRowsLost' | 'HistoryBodiesLost';
  readonly retry: 'HistoryRowsLost' | 'HistoryBodiesLost';
  readonly replay: 'HistoryRowsLost' | 'HistoryForeignBodies' | 'ReplayedEntries';
  readonly registration: 'HistoryForeignBodies';
}

/** A metric of the history; the sum over five minutes by default. */
export function historyMetric<F extends keyof HistoryMetricNames>(
  service: F,
  metricName: HistoryMetricNames[F],
  statistic = Stats.SUM,
): Metric {
  return functionMetric(service, metricName, { statistic, label: `${metricName}, ${service}` });
}

/** How many deliveries were held, by function and reason, in five minutes. */
export function heldByReason(): readonly Metric[] {
  return deliveryFunctions.flatMap((service) =>
    holdReasons.map((reason) =>
      functionMetric(service, 'Held', { label: `${reason}, ${service}`, dimensions: { reason } }),
    ),
  );
}

/** How many replays ended in each state, in five minutes. */
export function endedReplays(): readonly Metric[] {
  return replayStates
    .filter((state) => isOver({ state }))
    .map((state) =>
      functionMetric('replay', 'ReplaysEnded', { label: state, dimensions: { state } }),
    );
}

/** A sum over functions of which some may have written nothing. */
export function sumOf(label: string, metrics: Readonly<Partial<Record<FunctionName, Metric>>>) {
  const byId: Record<string, IMetric> = Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [name.replaceAll('-', ''), metric]),
  );
  return new MathExpression({
    label,
    expression: Object.keys(byId)
      .map((id) => `FILL(${id.toLowerCase()}, 0)`)
      .join(' + '),
    usingMetrics: byId,
    period: usualPeriod,
  });
}
