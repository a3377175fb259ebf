import type { ResultTable } from '../../results/benchmark.ts';
import { billOf, usageOf } from '../bill.ts';
import { loadOf } from '../load.ts';
import { usualScenario } from '../scenarios.ts';
import type { FleetSettings } from '../settings.ts';
import { largeBill, type LargeTraffic } from './large-bill.ts';

const usual = { share: 0.01, fetches: 1 } as const;

/** The traffic that large events are reckoned for. */
export const largeScenarios: readonly LargeTraffic[] = [
  { ...usual, detailBytes: 1_000_000, storedBy: 'fan-out function' },
  { ...usual, detailBytes: 1_000_000, storedBy: 'producer' },
  { ...usual, detailBytes: 10_000_000, storedBy: 'producer' },
];

/** What large events add to the bill of a million events, by size. */
export function largeEventsTable({ fanOut }: FleetSettings): ResultTable {
  const { total: others } = billOf(usageOf(loadOf(usualScenario, fanOut), usualScenario, fanOut));
  return {
    title: 'Large events: dollars more for a million events of which 1 % are large',
    head: [
      'Detail',
      'Stored by the',
      'SQS',
      'Storing',
      'Storage',
      'Fetching',
      'Total, fetched from the same Region',
      'Transfer to another Region',
      'Transfer to the internet',
    ],
    rows: largeScenarios.map((traffic) => {
      const bill = largeBill(traffic);
      const { sqs, storing, storage, fetching, total, toRegion, toInternet } = bill;
      return [
        `${traffic.detailBytes / 1e6} MB`,
        traffic.storedBy,
        ...[sqs, storing, storage, fetching, total, toRegion, toInternet].map((dollars) =>
          dollars.toFixed(3),
        ),
      ];
    }),
    notes: [
      `The others cost ${others.toFixed(3)} at 1,000 a second, with events of 1 kB, one per message.`,
      'Each detail is fetched once. Transfer is in addition to the total.',
    ],
  };
}
