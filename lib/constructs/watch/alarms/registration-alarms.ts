import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from './impact-alarm.ts';
import { usualPeriod } from '../metrics.ts';
import type { WatchedControlPlane } from '../watched.ts';

/** The alarms of the registration API. It may get no requests for hours: no data is good. */
export function registrationAlarms({
  api,
}: WatchedControlPlane['registration']): readonly AlarmDefinition[] {
  const common = { periods: 3, missingData: 'good' } as const;
  return [
    {
      ...common,
      name: 'registration-5xx',
      severity: 'page',
      impact: 'Customers cannot register, change or remove their sources.',
      runbookSection: 'registration-5xx',
      metric: api.metricServerError({ period: usualPeriod, statistic: Stats.SUM }),
      breaches: 'atLeast',
      // A late answer from AWS becomes a 503, which the page retries. An occasional one is normal, one a
      // minute for a quarter of an hour is not.
      threshold: 5,
    },
    {
      ...common,
      name: 'registration-slow',
      severity: 'ticket',
      impact: 'The registration API is slow. Administrators wait, and may give up.',
      runbookSection: 'registration-slow',
      metric: api.metricLatency({ period: usualPeriod, statistic: Stats.percentile(95) }),
      breaches: 'above',
      // Milliseconds. A registration makes about ten calls to AWS, which take a second or two in total.
      threshold: 5_000,
    },
  ];
}
