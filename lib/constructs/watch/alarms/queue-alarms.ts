import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  deploymentsFor,
  visibilityTimeoutSeconds,
  type QueueFunctionDeployment,
} from '../../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../../lambdas/settings/standard-settings.ts';
import type { AlarmDefinition } from './impact-alarm.ts';
import { usualPeriod } from '../metrics.ts';
import type { WatchedDataPlane, WatchedFleet, WatchedStage } from '../watched.ts';

// SQS sends no metrics of a queue that has been empty and unused for six hours: no data means an idle
// queue, and a queue with messages always has data.
const missingData = 'good';

/** The alarms of the two queues and their dead-letter queues. */
export function queueAlarms(
  { events, retries }: WatchedDataPlane,
  { delivery: { prefer } }: Pick<WatchedStage, 'delivery'>,
  fleet: WatchedFleet,
): readonly AlarmDefinition[] {
  const consumers = deploymentsFor(prefer);
  return [
    eventsAging(events.queue, consumers['fan-out']),
    {
      name: 'events-dead-letters',
      severity: 'ticket',
      impact:
        'Messages reached no customer: they are not domain events, or the fan-out function never ' +
        'finished them. They are kept for 14 days.',
      runbookSection: 'events-dead-letters',
      ...holdsSomething(events.deadLetters),
    },
    {
      name: 'retry-dead-letters',
      severity: 'ticket',
      impact:
        'Entries did not reach their customers: EventBridge refused them, or did not accept them ' +
        'within 24 hours. They are kept for 14 days.',
      runbookSection: 'retry-dead-letters',
      ...holdsSomething(retries.deadLetters),
    },
    ...retryQueueAlarms(retries.queue, consumers.retry, fleet),
  ];
}

/** A single dead letter is enough: each is an event that somebody waits for. */
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

function eventsAging(queue: IQueue, fanOut: QueueFunctionDeployment): AlarmDefinition {
  return {
    name: 'events-aging',
    severity: 'page',
    impact: 'Events wait in the events queue. All customers get them late.',
    runbookSection: 'events-aging',
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) }),
    breaches: 'above',
    threshold: afterOneLostBatchSeconds(fanOut),
    periods: 3,
    missingData,
  };
}

// The age of the oldest message ignores messages received three times or more, and each attempt is a
// new message: neither the age nor the depth alone shows a retry function that falls behind.
function retryQueueAlarms(
  queue: IQueue,
  retry: QueueFunctionDeployment,
  { maximumConcurrency }: WatchedFleet,
): readonly AlarmDefinition[] {
  const common = {
    severity: 'ticket',
    impact:
      'Entries wait longer for their next attempt than planned. Customers get events late, and ' +
      'entries older than 24 hours are dead-lettered.',
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
      // More is due than all invocations can take in a second or so.
      threshold: messagesASecond(retry) * maximumConcurrency.retry,
    },
    {
      ...common,
      name: 'retry-queue-aging',
      metric: queue.metricApproximateAgeOfOldestMessage({ period: usualPeriod }),
      breaches: 'above',
      // A message's age begins before its delay.
      threshold: standardSettings.retry.maxDelaySeconds + afterOneLostBatchSeconds(retry),
    },
  ];
}

/**
 * The age of a message whose batch was lost once: it is received again after the visibility timeout, and
 * finished two batches later. An older message has another cause.
 */
function afterOneLostBatchSeconds(deployment: QueueFunctionDeployment): number {
  return visibilityTimeoutSeconds(deployment) + 2 * deployment.timeoutSeconds;
}

/** What one invocation after the other takes: a batch of a thousand takes a second, one of ten a tenth of it. */
function messagesASecond({ batchSize }: QueueFunctionDeployment): number {
  return batchSize > 10 ? batchSize : 10 * batchSize;
}
