import type { ResultTable } from '../../results/benchmark.ts';
import type { FleetSettings } from '../settings.ts';
import { describeEvents } from '../traffic.ts';
import { historyBill, historyShare } from './history-bill.ts';
import { idleUsage } from './history-usage.ts';
import { historyScenarios, otherPlans, standardHistory } from './plans.ts';

/** What the history adds to the bill, by scenario. */
export function historyTable({ fanOut }: FleetSettings): ResultTable {
  const { total: idle } = historyBill(idleUsage(standardHistory), standardHistory);
  return {
    title: 'The history: dollars a month, and its part of the data plane without it',
    head: [
      'Events a second',
      'Events',
      'SQS',
      'DynamoDB',
      'S3',
      'Lambda',
      'Storage',
      'Total',
      'Part',
    ],
    rows: historyScenarios.map((traffic) => {
      const { bill, eventsPerSecond, share } = historyShare(traffic, fanOut, standardHistory);
      const { sqs, dynamodb, s3, lambda, storage, total } = bill;
      return [
        Math.round(eventsPerSecond).toLocaleString('en-US'),
        describeEvents(traffic),
        ...[sqs, dynamodb, s3, lambda, storage, total].map(dollarsOf),
        percentOf(share),
      ];
    }),
    notes: [
      `Rows of all deliveries for ${standardHistory.rowDays} days, and contents for ${standardHistory.bodyDays}, when as much goes as comes.`,
      'Each source has events all the time, which makes the most chunks.',
      `With \`history.rows\` set to \`none\`, and to \`exceptions\` while there are none, it costs ${idle.toFixed(2)} dollars a month for the recorder’s runs.`,
    ],
  };
}

/** What the history's part would be if something about it were other. */
export function historyPlansTable({ fanOut }: FleetSettings): ResultTable {
  return {
    title: 'The history’s part if it were written in other ways',
    head: [
      'Way',
      ...historyScenarios.map(
        ({ eventsPerSecond, eventBytes }) =>
          `${eventsPerSecond.toLocaleString('en-US')}, ${eventBytes / 1000} kB`,
      ),
    ],
    rows: otherPlans.map(([name, other]) => [
      name,
      ...historyScenarios.map((traffic) =>
        percentOf(historyShare(traffic, fanOut, { ...standardHistory, ...other }).share),
      ),
    ]),
  };
}

function dollarsOf(dollars: number): string {
  return dollars < 100 ? dollars.toFixed(2) : Math.round(dollars).toLocaleString('en-US');
}

function percentOf(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
