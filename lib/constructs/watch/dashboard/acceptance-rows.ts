import { Stats, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNames } from '../../../../lambdas/aws/report.ts';
import type { QueueFunctionName } from '../../../../lambdas/settings/deployment.ts';
import { deliveryMetric } from '../metrics.ts';
import { chapter, graphs, type Row } from './widgets.ts';

/** The time from the events queue to EventBridge's acceptance, in percentiles. */
export function acceptanceRows(): readonly Row[] {
  const unit = 'milliseconds';
  return [
    chapter(
      '5. Time to acceptance',
      'From the arrival of an event in the events queue to its acceptance by EventBridge for a customer.',
    ),
    graphs(
      { title: 'At the first attempt', unit, left: percentiles('fan-out') },
      { title: 'At a later attempt', unit, left: percentiles('retry') },
    ),
  ];
}

function percentiles(service: QueueFunctionName): readonly Metric[] {
  return [50, 95, 99].map((percentile) => {
    const statistic = Stats.percentile(percentile);
    return deliveryMetric(service, metricNames.acceptanceMs, {
      statistic,
      label: `p${percentile}`,
    });
  });
}
