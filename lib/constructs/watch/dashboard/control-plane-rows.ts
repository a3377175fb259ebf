import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { reconcileMetricNames as names } from '../../../../lambdas/aws/publish-reconcile-report.ts';
import { findings } from '../../../../lambdas/domain/reconciliation.ts';
import { sourceStates } from '../../../../lambdas/domain/source-state.ts';
import { functionGraph } from './function-graph.ts';
import { reconcileMetric } from '../metrics.ts';
import { payloadFetches } from '../payload-metrics.ts';
import type { WatchedControlPlane, WatchedFunction, WatchedStage } from '../watched.ts';
import { chapter, graphs, type Row } from './widgets.ts';

// By far the most sources are ACTIVE.
const statesFromBottom = ['ACTIVE', ...sourceStates.filter((state) => state !== 'ACTIVE')] as const;

/** The customers' sources, what the reconciler finds, and the registration API. */
export function controlPlaneRows(
  { reconciler, registration }: WatchedControlPlane,
  { reconcile }: Pick<WatchedStage, 'reconcile'>,
): readonly Row[] {
  const eachRun = Duration.minutes(reconcile.everyMinutes);
  return [...sources(eachRun), ...runs(reconciler, eachRun), ...registrations(registration)];
}

function sources(period: Duration): readonly Row[] {
  return [
    chapter(
      '8. Sources receive the events',
      'EventBridge accepts events for a PENDING source and drops them: the customer has not ' +
        'associated it with an event bus yet, or has deleted the bus.',
    ),
    graphs(
      {
        title: 'Sources by state',
        unit: 'sources',
        stacked: true,
        period,
        left: statesFromBottom.map((state) =>
          reconcileMetric(names.sources, {
            statistic: Stats.MAXIMUM,
            period,
            dimensions: { state },
          }),
        ),
      },
      {
        title: 'Sources that expire soon',
        unit: 'sources',
        period,
        left: [reconcileMetric(names.expiringSoon, { statistic: Stats.MAXIMUM, period })],
      },
    ),
  ];
}

function runs(reconciler: WatchedFunction, period: Duration): readonly Row[] {
  const byFinding = (name: typeof names.found | typeof names.repaired) =>
    findings.map((finding) =>
      reconcileMetric(name, { statistic: Stats.SUM, period, dimensions: { finding } }),
    );
  const sum = { statistic: Stats.SUM, period };
  return [
    chapter(
      '9. The reconciler corrects the mapping table',
      'Each run checks every PENDING source with AWS, and the others in rotation.',
    ),
    graphs(
      { title: 'Differences found', unit: 'sources', left: byFinding(names.found), period },
      { title: 'Differences repaired', unit: 'sources', left: byFinding(names.repaired), period },
      functionGraph('Reconciler function', reconciler),
    ),
    graphs(
      {
        title: 'Sources checked; unanswered',
        unit: 'sources',
        period,
        left: [reconcileMetric(names.checked, sum), reconcileMetric(names.unanswered, sum)],
      },
      {
        title: 'Failed calls; incomplete runs',
        unit: 'calls',
        period,
        left: [reconcileMetric(names.failedCalls, sum)],
        right: [reconcileMetric(names.incomplete, sum)],
        rightUnit: 'runs',
      },
      {
        title: 'Age of the oldest check',
        unit: 'seconds',
        period,
        left: [reconcileMetric(names.oldestCheckSeconds, { statistic: Stats.MAXIMUM, period })],
      },
    ),
  ];
}

function registrations(registration: WatchedControlPlane['registration']): readonly Row[] {
  const { api } = registration;
  const statistic = Stats.SUM;
  return [
    chapter('10. Customers register', 'The registration API and its page.'),
    graphs(
      {
        title: 'Requests',
        unit: 'in 5 minutes',
        left: [
          api.metricCount({ statistic, label: 'all' }),
          api.metricClientError({ statistic, label: '4xx' }),
          api.metricServerError({ statistic, label: '5xx' }),
        ],
        right: [payloadFetches()],
        rightUnit: 'details fetched in 5 minutes',
      },
      {
        title: 'Latency',
        unit: 'milliseconds',
        left: [50, 95, 99].map((percentile) =>
          api.metricLatency({
            statistic: Stats.percentile(percentile),
            label: `p${percentile}`,
          }),
        ),
      },
      functionGraph('Registration function', registration),
    ),
  ];
}
