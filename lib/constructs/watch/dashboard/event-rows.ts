import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { metricNames } from '../../../../lambdas/aws/report.ts';
import { deliveryFunctions, deliveryMetric, usualPeriod } from '../metrics.ts';
import { payloadsNotStored, storedPayloads } from '../payload-metrics.ts';
import type { WatchedDataPlane } from '../watched.ts';
import { functionGraph } from './function-graph.ts';
import { chapter, graphs, type Row } from './widgets.ts';

/** The events queue. */
export function eventQueueRows({ events: { queue } }: WatchedDataPlane): readonly Row[] {
  return [
    chapter(
      '1. Events arrive',
      "The vendor's services send them to the events queue. If the queue ages and the quiet tenants " +
        'do not, one tenant floods the queue and the others are served first.',
    ),
    graphs(
      {
        title: 'Messages sent and deleted',
        unit: 'messages in 5 minutes',
        left: [
          queue.metricNumberOfMessagesSent({ label: 'sent' }),
          queue.metricNumberOfMessagesDeleted({ label: 'deleted' }),
        ],
      },
      {
        title: 'Messages waiting',
        unit: 'messages',
        left: [
          queue.metricApproximateNumberOfMessagesVisible({ label: 'waiting' }),
          queue.metricApproximateNumberOfMessagesNotVisible({ label: 'in flight' }),
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

/** A metric of a fair queue that the CDK has no method for: the maximum in five minutes. */
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

/** The functions that turn events into entries and deliver them. */
export function fanOutRows({ fanOut: first, retry }: WatchedDataPlane): readonly Row[] {
  return [
    chapter(
      '2. Each event becomes one entry for each customer',
      'An entry is one event for one partner event source. Returned messages are received again. Of an ' +
        'event that is too large for an entry, the detail is stored apart, and customers receive a link.',
    ),
    graphs(
      {
        title: 'Events and entries',
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
    graphs({
      title: 'Details of large events: stored; not stored, seen or linked to for now',
      unit: 'in 5 minutes',
      left: deliveryFunctions.map(storedPayloads),
      right: deliveryFunctions.map(payloadsNotStored),
      rightUnit: 'failed in 5 minutes',
    }),
  ];
}
