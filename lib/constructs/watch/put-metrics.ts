import type { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { usualPeriod } from './metrics.ts';

/** EventBridge's own count of a partner account's calls (EventBridge user guide, "Monitoring"). */
export type PutMetricName =
  | 'PutPartnerEventsApproximateCallCount'
  | 'PutPartnerEventsApproximateFailedCount'
  | 'PutPartnerEventsApproximateThrottledCount'
  | 'PutPartnerEventsEntriesCount'
  | 'PutPartnerEventsFailedEntriesCount'
  | 'PutPartnerEventsLatency';

/**
 * A metric of all the account's PutPartnerEvents calls to one Region, from any caller in any Region; the
 * sum over five minutes by default. It has no dimensions.
 *
 * @param region the stack's own by default; an alarm can watch no other
 */
export function putMetric(
  metricName: PutMetricName,
  {
    region,
    ...rest
  }: { region?: string; statistic?: string; period?: Duration; label?: string } = {},
): Metric {
  return new Metric({
    namespace: 'AWS/Events',
    metricName,
    statistic: Stats.SUM,
    period: usualPeriod,
    ...(region !== undefined && { region, label: region }),
    ...rest,
  });
}
