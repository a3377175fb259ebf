import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { deliveryFunctions } from '../metrics.ts';
import { endedReplays, heldByReason, historyMetric } from '../history-metrics.ts';
import { payloadsNotStored } from '../payload-metrics.ts';
import type { WatchedControlPlane, WatchedDataPlane } from '../watched.ts';
import { functionGraph } from './function-graph.ts';
import { chapter, graphs, type Graph, type Row } from './widgets.ts';

/** What became of deliveries, on its way to the history. */
export function historyRows(plane: WatchedDataPlane): readonly Row[] {
  const { history, recorder } = plane;
  return [
    chapter(
      '6. The history records each outcome',
      'Every minute the recorder moves the outcomes from the history queue into a chunk for each source.',
    ),
    graphs(
      {
        title: 'Recorded',
        unit: 'in 5 minutes',
        left: [historyMetric('history', 'HistoryRows')],
        right: [historyMetric('history', 'HistoryChunks')],
        rightUnit: 'chunks in 5 minutes',
      },
      {
        title: 'Delay until the outcome is recorded',
        unit: 'milliseconds',
        left: [historyMetric('history', 'HistoryDelay', Stats.MAXIMUM)],
        right: [history.queue.metricApproximateAgeOfOldestMessage({ label: 'oldest message' })],
        rightUnit: 'seconds',
      },
      {
        title: 'Held, by reason',
        unit: 'deliveries in 5 minutes',
        stacked: true,
        left: heldByReason(),
      },
    ),
    graphs(lost(), queueAndRuns(plane), functionGraph('Recorder function', recorder)),
  ];
}

function lost(): Graph {
  return {
    title: 'Lost for the history',
    unit: 'in 5 minutes',
    left: deliveryFunctions.flatMap((service) => [
      historyMetric(service, 'HistoryRowsLost'),
      historyMetric(service, 'HistoryBodiesLost'),
    ]),
  };
}

function queueAndRuns({ history }: WatchedDataPlane): Graph {
  return {
    title: 'History queue; runs that were not finished',
    unit: 'messages',
    left: [
      history.queue.metricApproximateNumberOfMessagesVisible({ label: 'waiting' }),
      history.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead letters' }),
    ],
    right: [
      historyMetric('history', 'HistoryRunsGivenUp'),
      historyMetric('history', 'HistoryIncomplete'),
    ],
    rightUnit: 'runs in 5 minutes',
  };
}

/** What is sent again. */
export function replayRows({ queues, replay }: WatchedControlPlane['replays']): readonly Row[] {
  return [
    chapter(
      '7. Events are sent again',
      'Replays give way to live events: while the events queue is long, they wait.',
    ),
    graphs(
      {
        title: 'Replayed',
        unit: 'entries in 5 minutes',
        left: [historyMetric('replay', 'ReplayedEntries')],
        right: endedReplays(),
        rightUnit: 'replays in 5 minutes',
      },
      {
        title: 'Replay queue; what the history gave wrongly or lost',
        unit: 'messages',
        left: [
          queues.queue.metricApproximateNumberOfMessagesVisible({ label: 'waiting' }),
          queues.queue.metricApproximateNumberOfMessagesDelayed({ label: 'not due yet' }),
          queues.deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead letters' }),
        ],
        right: [
          historyMetric('replay', 'HistoryForeignBodies'),
          historyMetric('registration', 'HistoryForeignBodies'),
          historyMetric('replay', 'HistoryRowsLost'),
          payloadsNotStored('replay'),
        ],
        rightUnit: 'in 5 minutes',
      },
      functionGraph('Replay function', replay),
    ),
  ];
}
