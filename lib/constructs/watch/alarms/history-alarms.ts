import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from './impact-alarm.ts';
import { historyMetric, sumOf } from '../history-metrics.ts';
import { usualPeriod } from '../metrics.ts';
import type { WatchedDataPlane } from '../watched.ts';
import { holdsSomething } from './queue-alarms.ts';

/** A row is recorded within two minutes; a run that failed delays it by as much again. */
const lateAfter = Duration.minutes(10);

// A function that has nothing to say writes nothing, and SQS sends no metrics of a queue that is not used.
const common = { severity: 'ticket', periods: 1, missingData: 'good' } as const;

/** The alarms of a Region's history. None of them pages: events flow without it, and held ones are kept. */
export function historyAlarms(
  plane: WatchedDataPlane,
  isHome: boolean,
): readonly AlarmDefinition[] {
  return [...late(plane), ...lost(isHome), ...deadLettered(plane)];
}

function late({ history }: WatchedDataPlane): readonly AlarmDefinition[] {
  const delayed = {
    ...common,
    impact:
      'The history is more than ten minutes late. Customers do not see what became of their latest ' +
      'events, and replays wait. Nothing is lost within 13 days.',
    runbookSection: 'history-late',
    breaches: 'above',
    periods: 3,
  } as const;
  return [
    {
      ...delayed,
      name: 'history-queue-aging',
      metric: history.queue.metricApproximateAgeOfOldestMessage({ period: usualPeriod }),
      threshold: lateAfter.toSeconds(),
    },
    {
      ...delayed,
      name: 'history-delayed',
      // The queue's own age ignores messages that were received three times or more.
      metric: historyMetric('history', 'HistoryDelay', Stats.MAXIMUM),
      threshold: lateAfter.toMilliseconds(),
    },
    {
      ...delayed,
      name: 'history-incomplete',
      // A run that fails each time records no delay, and makes the queue ignore what it received.
      impact:
        'Each run of the recorder ends with messages left. Customers do not see what became of their ' +
        'latest events, and replays wait. Nothing is lost within 13 days.',
      metric: historyMetric('history', 'HistoryIncomplete', Stats.MINIMUM),
      breaches: 'atLeast',
      threshold: 1,
    },
  ];
}

function lost(isHome: boolean): readonly AlarmDefinition[] {
  return [
    {
      ...common,
      name: 'history-rows-lost',
      impact:
        'The history lacks outcomes of deliveries: the history queue did not take them. The events ' +
        'themselves were delivered or retried as usual.',
      runbookSection: 'history-lost',
      metric: sumOf('rows lost', {
        'fan-out': historyMetric('fan-out', 'HistoryRowsLost'),
        retry: historyMetric('retry', 'HistoryRowsLost'),
        ...(isHome && { replay: historyMetric('replay', 'HistoryRowsLost') }),
      }),
      breaches: 'atLeast',
      threshold: 1,
    },
    {
      ...common,
      name: 'history-bodies-lost',
      impact:
        'The history lacks the contents of events: S3 did not take them. These events cannot be sent ' +
        'again from the history.',
      runbookSection: 'history-lost',
      metric: sumOf('contents lost', {
        'fan-out': historyMetric('fan-out', 'HistoryBodiesLost'),
        retry: historyMetric('retry', 'HistoryBodiesLost'),
      }),
      breaches: 'atLeast',
      threshold: 1,
    },
  ];
}

function deadLettered({ history, recorder }: WatchedDataPlane): readonly AlarmDefinition[] {
  return [
    {
      name: 'history-dead-letters',
      severity: 'ticket',
      impact:
        'Outcomes of deliveries could not be recorded. The history lacks them until they are redriven, ' +
        'events that were held among them. They are kept for 14 days.',
      runbookSection: 'history-dead-letters',
      ...holdsSomething(history.deadLetters),
    },
    {
      name: 'history-runs-undelivered',
      severity: 'ticket',
      impact: 'A run of the recorder did not start. The next run does its work a minute later.',
      runbookSection: 'history-late',
      ...holdsSomething(recorder.deadLetters),
    },
  ];
}
