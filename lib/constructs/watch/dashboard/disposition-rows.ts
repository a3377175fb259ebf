import { metricNames } from '../../../../lambdas/aws/report.ts';
import { dropReasons, type DropReason } from '../../../../lambdas/delivery/batch-counters.ts';
import type { QueueFunctionName } from '../../../../lambdas/settings/deployment.ts';
import type { DeadLetterReason } from '../../../../lambdas/domain/dead-letter.ts';
import { deadLettered, deliveryFunctions, deliveryMetric, dropped } from '../metrics.ts';
import type { WatchedDataPlane } from '../watched.ts';
import { chapter, graphs, type Graph, type Row } from './widgets.ts';

/** The reasons for which each function dead-letters. */
const deadLetterReasonsOf: Readonly<Record<QueueFunctionName, readonly DeadLetterReason[]>> = {
  'fan-out': ['invalidEvent', 'entryTooLarge', 'rejected', 'tooOld', 'payloadWrong'],
  retry: [
    'invalidRetryMessage',
    'entryTooLarge',
    'rejected',
    'tooOld',
    'unknownFailure',
    'payloadWrong',
  ],
};

/** The reasons for which each function drops. */
const dropReasonsOf: Readonly<Record<QueueFunctionName, readonly DropReason[]>> = {
  'fan-out': dropReasons,
  // An entry that waits for a retry has had a mapping.
  retry: dropReasons.filter((reason) => reason !== 'noMapping'),
};

/** The dispositions of entries, and where waiting entries are. */
export function dispositionRows(plane: WatchedDataPlane): readonly Row[] {
  return [
    chapter(
      '4. Every entry has a disposition',
      'An entry is accepted, retried, dead-lettered with a reason, or dropped for a counted reason. ' +
        'No entry disappears without one of these.',
    ),
    graphs(accepted(), retried(), retryQueue(plane)),
    graphs(deadLettersByReason(), keptDeadLetters(plane), dropsByReason()),
  ];
}

function accepted(): Graph {
  return {
    title: 'Accepted',
    unit: 'entries in 5 minutes',
    stacked: true,
    left: deliveryFunctions.map((service) => deliveryMetric(service, metricNames.accepted)),
  };
}

function retried(): Graph {
  return {
    title: 'Retried',
    unit: 'entries in 5 minutes',
    left: deliveryFunctions.map((service) => deliveryMetric(service, metricNames.retried)),
  };
}

function retryQueue({ retries: { queue } }: WatchedDataPlane): Graph {
  return {
    title: 'Retry queue',
    unit: 'entries',
    left: [
      queue.metricApproximateNumberOfMessagesDelayed({ label: 'not due yet' }),
      queue.metricApproximateNumberOfMessagesVisible({ label: 'due' }),
    ],
    right: [queue.metricApproximateAgeOfOldestMessage({ label: 'oldest' })],
    rightUnit: 'seconds',
  };
}

function deadLettersByReason(): Graph {
  return {
    title: 'Dead-lettered, by reason',
    unit: 'in 5 minutes',
    stacked: true,
    left: deliveryFunctions.flatMap((service) =>
      deadLetterReasonsOf[service].map((reason) => deadLettered(service, reason)),
    ),
  };
}

function keptDeadLetters({ events, retries }: WatchedDataPlane): Graph {
  return {
    title: 'Dead letters in the queues',
    unit: 'messages',
    left: [
      events.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'events' }),
      retries.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'retries' }),
    ],
  };
}

function dropsByReason(): Graph {
  return {
    title: 'Dropped, by reason; mappings retired',
    unit: 'in 5 minutes',
    stacked: true,
    left: deliveryFunctions.flatMap((service) =>
      dropReasonsOf[service].map((reason) => dropped(service, reason)),
    ),
    right: deliveryFunctions.map((service) => deliveryMetric(service, metricNames.retiredMappings)),
    rightUnit: 'mappings in 5 minutes',
  };
}
