import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNames } from '../../../../lambdas/aws/report.ts';
import { deliveryFunctions, deliveryMetric } from '../metrics.ts';
import { putMetric, type PutMetricName } from '../put-metrics.ts';
import { chapter, graphs, type Graph, type Row } from './widgets.ts';

/** The calls to EventBridge, by called Region. */
export function callRows(regions: readonly string[]): readonly Row[] {
  return [
    chapter(
      "3. Entries go to EventBridge in the customer's Region",
      "EventBridge's own counts of the whole account's calls to each Region, from any Region. The " +
        'alarms watch only this Region; look here for the others.',
    ),
    graphs(
      ofEach(regions, 'PutPartnerEventsApproximateCallCount', 'Calls', 'calls'),
      ofEach(regions, 'PutPartnerEventsApproximateThrottledCount', 'Calls throttled', 'calls'),
      ofEach(regions, 'PutPartnerEventsApproximateFailedCount', 'Calls failed', 'calls'),
    ),
    graphs(
      ofEach(regions, 'PutPartnerEventsFailedEntriesCount', 'Entries failed', 'entries'),
      latency(regions),
      entriesPerCall(),
    ),
  ];
}

function ofEach(
  regions: readonly string[],
  metricName: PutMetricName,
  title: string,
  counted: string,
): Graph {
  const left = regions.map((region) => putMetric(metricName, { region }));
  return { title, unit: `${counted} in 5 minutes`, stacked: true, left };
}

function latency(regions: readonly string[]): Graph {
  const statistic = Stats.AVERAGE;
  const left = regions.map((region) => putMetric('PutPartnerEventsLatency', { region, statistic }));
  return { title: 'Latency of a call, average', unit: 'milliseconds', left };
}

function entriesPerCall(): Graph {
  const statistic = Stats.AVERAGE;
  return {
    title: 'Entries per call, average; calls of this stack',
    unit: 'entries',
    left: deliveryFunctions.map((service) =>
      deliveryMetric(service, metricNames.entriesPerCall, { statistic }),
    ),
    right: deliveryFunctions.map((service) => deliveryMetric(service, metricNames.calls)),
    rightUnit: 'calls in 5 minutes',
  };
}
