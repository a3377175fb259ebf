import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { metricNames } from '../../../../lambdas/aws/report.ts';
import { deliveryFunctions, deliveryMetric, usualPeriod } from '../metrics.ts';
import type { WatchedDataPlane } from '../watched.ts';
import { functionGraph } from './function-graph.ts';
import { chapter, graphs, type Row } from './widgets.ts';

/** The events queue. */
export function eventQueueRows({ events: { queue } }: WatchedDataPlane): readonly Row[] {
  return [
    chapter(
      '1. Events come in',
      "The vendor's services send them to the events queue. Where the whole queue ages and the " +
        'quiet tenants do not, one tenant floods the queue and the others are served first.',
    ),
    graphs(
      {
        title: 'Messages sent and done',
        unit: 'messages in 5 minutes',
        left: [
          queue.metricNumberOfMessagesSent({ label: 'sent' }),
          queue.metricNumberOfMessagesDeleted({ label: 'done' }),
        ],
      },
      {
        title: 'Messages that wait',
        unit: 'messages',
        left: [
          queue.metricApproximateNumberOfMessagesVisible({ label: 'waiting' }),
          queue.metricApproximateNumberOfMessagesNotVisible({ label: 'being worked on' }),
          queueMetric(queue, 'ApproximateNumberOfMessagesVisibleInQuietGroups', 'of quiet tenants'),
        ],
      },
      {
        title: 'Age of the oldest message; noisy tenants',
        unit: 'seconds',
        left: [
          queue.metricApproximateAgeOfOldestMessage({ label: 'all tenants' }),
          queueMetric(queue, 'ApproximateAgeOfOldestMessageInQuietGroups', 'quiet tenants'),
        ],
        right: [queueMetric(queue, 'ApproximateNumberOfNoisyGroups', 'noisy tenants')],
        rightUnit: 'tenants',
      },
    ),
  ];
}

/** A metric of a fair queue that the CDK does not name: the most in five minutes. */
function queueMetric(queue: IQueue, metricName: string, label: string): Metric {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName,
    label,
    dimensionsMap: { QueueName: queue.queueName },
    statistic: Stats.MAXIMUM,
    period: usualPeriod,
  });
}

/** The functions that make entries of events and deliver them. */
export function fanOutRows({ fanOut: first, retry }: WatchedDataPlane): readonly Row[] {
  return [
    chapter(
      '2. Each event becomes an entry for each customer',
      'An entry is one event bound for one partner event source. Returned messages come again.',
    ),
    graphs(
      {
        title: 'Events, entries',
        unit: 'in 5 minutes',
        left: [
          deliveryMetric('fan-out', metricNames.events, { label: 'events' }),
          deliveryMetric('fan-out', metricNames.entries, { label: 'entries' }),
          ...deliveryFunctions.map((service) => deliveryMetric(service, metricNames.returned)),
        ],
      },
      functionGraph('Fan-out function', first),
      functionGraph('Retry function', retry),
    ),
  ];
}
