import { sumOf } from '../history-metrics.ts';
import { payloadsNotStored } from '../payload-metrics.ts';
import type { AlarmDefinition } from './impact-alarm.ts';

/** The alarms of what large events need besides: the Region's payload bucket, and what makes links. */
export function payloadAlarms(isHome: boolean): readonly AlarmDefinition[] {
  return [
    {
      name: 'payloads-not-stored',
      severity: 'page',
      impact:
        'The details of large events cannot be stored, seen or linked to. Customers get their large ' +
        'events late, and after a day they are dead letters. Other events are delivered as usual.',
      runbookSection: 'payload-bucket-unreachable',
      metric: sumOf('details not stored', {
        'fan-out': payloadsNotStored('fan-out'),
        retry: payloadsNotStored('retry'),
        ...(isHome && { replay: payloadsNotStored('replay') }),
      }),
      breaches: 'atLeast',
      // A request that fails once is made again within minutes. Three periods in a row are a fault.
      threshold: 1,
      periods: 3,
      // Written only when there are any.
      missingData: 'good',
    },
  ];
}
