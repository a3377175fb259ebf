import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  deliveryEnvironment,
  deployments,
  visibilityTimeoutSeconds,
  type QueueFunctionName,
} from '../../../../lambdas/settings/deployment.ts';
import type { AlarmDefinition } from './impact-alarm.ts';
import { usualPeriod } from '../metrics.ts';
import type { WatchedDataPlane, WatchedFleet } from '../watched.ts';

// SQS sends no metrics of a queue that was empty and untouched for six hours: no data is an idle
// queue, and a queue that holds something always has data.
const missingData = 'good';

/** The alarms of the two queues and their dead-letter queues. */
export function queueAlarms(
  { events, retries }: WatchedDataPlane,
  fleet: WatchedFleet,
): readonly AlarmDefinition[] {
  return [
    eventsAging(events.queue),
    {
      name: 'events-dead-letters',
      severity: 'ticket',
      impact:
        'Messages that are no domain events, or that the fan-out function could never finish, ' +
        'reached no customer. They are kept for 14 days.',
      runbookSection: 'events-dead-letters',
      ...holdsSomething(events.deadLetters),
    },
    {
      name: 'retry-dead-letters',
      severity: 'ticket',
      impact:
        'Entries that EventBridge refused, or did not accept within 24 hours, did not reach their ' +
        'customer. They are kept for 14 days.',
      runbookSection: 'retry-dead-letters',
      ...holdsSomething(retries.deadLetters),
    },
    ...retryQueueAlarms(retries.queue, fleet),
  ];
}

/** One dead letter is one too many: each is an event that somebody waits for. */
export function holdsSomething(
  queue: IQueue,
): Pick<AlarmDefinition, 'metric' | 'breaches' | 'threshold' | 'periods' | 'missingData'> {
  return {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: usualPeriod }),
    breaches: 'atLeast',
    threshold: 1,
    periods: 1,
    missingData,
  };
}

function eventsAging(queue: IQueue): AlarmDefinition {
  return {
    name: 'events-aging',
    severity: 'page',
    impact: 'Events wait in the events queue: customers get them late, all of them.',
    runbookSection: 'events-aging',
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) }),
    breaches: 'above',
    threshold: afterOneLostBatchSeconds('fan-out'),
    periods: 3,
    missingData,
  };
}

// The age of the oldest message leaves out those received three times or more, and each attempt is a
// new message: neither the age nor the depth alone tells of a retry function that falls behind.
function retryQueueAlarms(
  queue: IQueue,
  { maximumConcurrency }: WatchedFleet,
): readonly AlarmDefinition[] {
  const common = {
    severity: 'ticket',
    impact:
      'Entries that failed once wait longer than they were meant to. Customers get them late, and ' +
      'those that grow older than 24 hours are dead-lettered.',
    runbookSection: 'retry-queue-behind',
    periods: 3,
    missingData,
  } as const;
  return [
    {
      ...common,
      name: 'retry-queue-deep',
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: usualPeriod }),
      breaches: 'above',
      // More is due than all invocations can take at once.
      threshold: deployments.retry.batchSize * maximumConcurrency.retry,
    },
    {
      ...common,
      name: 'retry-queue-aging',
      metric: queue.metricApproximateAgeOfOldestMessage({ period: usualPeriod }),
      breaches: 'above',
      // A message's age begins before its delay.
      threshold:
        Number(deliveryEnvironment.RETRY_MAX_DELAY_SECONDS) + afterOneLostBatchSeconds('retry'),
    },
  ];
}

/**
 * The age of a message that had bad luck once: its batch was lost, it came again after the visibility
 * timeout, and was done two batches later. Only what is older waits for another cause.
 */
function afterOneLostBatchSeconds(name: QueueFunctionName): number {
  const deployment = deployments[name];
  return visibilityTimeoutSeconds(deployment) + 2 * deployment.timeoutSeconds;
}
