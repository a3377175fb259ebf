import type { AlarmDefinition } from './impact-alarm.ts';
import { historyMetric, sumOf } from '../history-metrics.ts';
import type { WatchedControlPlane } from '../watched.ts';
import { holdsSomething } from './queue-alarms.ts';

/** The alarms of who reads the history: replays, and the registration API. */
export function replayAlarms({
  queues,
}: WatchedControlPlane['replays']): readonly AlarmDefinition[] {
  return [
    {
      name: 'history-foreign-body',
      severity: 'page',
      impact:
        'The history named contents that belong to another tenant or event. They were not shown or ' +
        'sent, but something writes or reads the history wrongly.',
      runbookSection: 'foreign-body',
      metric: sumOf('foreign contents', {
        registration: historyMetric('registration', 'HistoryForeignBodies'),
        replay: historyMetric('replay', 'HistoryForeignBodies'),
      }),
      breaches: 'atLeast',
      // There is no harmless one.
      threshold: 1,
      periods: 1,
      // Nothing is written when there was none.
      missingData: 'good',
    },
    {
      name: 'replay-dead-letters',
      severity: 'ticket',
      impact:
        'A replay stopped in its middle: its next page failed ten times. Its customer waits for the rest.',
      runbookSection: 'replay-dead-letters',
      ...holdsSomething(queues.deadLetters),
    },
  ];
}
