import type { ResultTable } from '../results/benchmark.ts';
import { billOf, usageOf } from './bill.ts';
import { limits } from './inputs.ts';
import { entriesPerCall } from './invocation.ts';
import { loadOf, sustainedEventsPerSecond, sustainedRetriesPerSecond } from './load.ts';
import { prices, pricesReadOn } from './prices.ts';
import { scenarios, topScenario, usualScenario } from './scenarios.ts';
import { judge } from './search.ts';
import type { FleetSettings } from './settings.ts';
import { describeEvents, type Traffic } from './traffic.ts';

const secondsOfMonth = 30 * 86_400;
const million = 1_000_000;

/** What a million events cost, by scenario. */
export function dollarsTable({ fanOut }: FleetSettings): ResultTable {
  return {
    title:
      'Where cost is preferred: dollars for a million events, one source each, when nothing fails',
    head: ['Events a second', 'Events', 'Lambda', 'SQS', 'DynamoDB', 'Logs', 'Total', 'A month'],
    rows: scenarios.map((traffic) => {
      const load = loadOf(traffic, fanOut);
      const { lambda, sqs, dynamodb, logs, total } = billOf(usageOf(load, traffic, fanOut));
      const month = (total * load.eventsPerSecond * secondsOfMonth) / million;
      return [
        relayed(traffic, load.eventsPerSecond),
        describeEvents(traffic),
        ...[lambda, sqs, dynamodb, logs, total].map((dollars) => dollars.toFixed(3)),
        Math.round(month),
      ];
    }),
    notes: [
      'The events are spread evenly over 100 sources at 10 a second, 1,000 at 1,000 and 10,000 at 28,000.',
      'The vendor sends ten messages per call, or as many as fit into a mebibyte. Sending them one by one costs 0.45 more for a million messages.',
      'The customers pay EventBridge 1.00 for a million events of up to 64 KB.',
    ],
  };
}

/** The work and the requests that a million events need, by scenario. */
export function workTable({ fanOut }: FleetSettings): ResultTable {
  return {
    title: 'Work of the fan-out function, and requests per million events',
    head: [
      'Events a second',
      'Events',
      'Concurrent invocations',
      'Environments',
      'Delay p99',
      'PutPartnerEvents',
      'Lambda',
      'GB-seconds',
      'SQS sent, received, deleted, deleted early',
      'Look-ups',
      'Activity writes',
    ],
    rows: scenarios.map((traffic) => {
      const load = loadOf(traffic, fanOut);
      const usage = usageOf(load, traffic, fanOut);
      const { sent, received, deleted, deletedEarly } = usage.sqsRequests;
      return [
        relayed(traffic, load.eventsPerSecond),
        describeEvents(traffic),
        load.concurrency.toFixed(2),
        load.environments,
        load.delaySeconds === undefined ? 'grows' : `${load.delaySeconds.toFixed(2)} s`,
        Math.round(usage.putCalls),
        Math.round(usage.lambdaRequests),
        Math.round(usage.lambdaGbSeconds),
        [sent, received, deleted, deletedEarly].map((one) => grouped(one)).join(', '),
        Math.round(usage.lookUps),
        Math.round(usage.notes),
      ];
    }),
    notes: [
      'Delay: from the queue to the answer of EventBridge. It grows if more events arrive than are relayed, because the rest waits on the queue.',
      'SQS: requests as they are billed, one per 64 KiB.',
    ],
  };
}

/** Settings, and their name in a table. */
export interface NamedSettings {
  readonly name: string;
  readonly settings: FleetSettings;
}

/** What other settings would relay and cost. */
export function settingsTable(
  all: readonly NamedSettings[],
  { retry }: FleetSettings,
): ResultTable {
  const retries = sustainedRetriesPerSecond(usualScenario, retry);
  return {
    title:
      'Settings of the fan-out function where cost is preferred, with their throughput, delay and cost',
    head: [
      'Settings',
      'Relays at most',
      'Delay p99 at nine tenths of that',
      ...['10 a second', '1,000', '28,000'].map((rate) => `Dollars, ${rate}`),
      'Requirements not met',
    ],
    rows: all.map(({ name, settings }) => {
      const { fanOut } = settings;
      const most = sustainedEventsPerSecond(topScenario, fanOut);
      const crowded = loadOf({ ...topScenario, eventsPerSecond: 0.9 * most }, fanOut);
      const { dollars, failings } = judge(settings, 'cost');
      const singles = scenarios.flatMap(({ eventBytes, eventsPerMessage }, index) =>
        eventBytes === topScenario.eventBytes && eventsPerMessage === 1
          ? [dollars[index] ?? 0]
          : [],
      );
      return [
        name,
        `${grouped(most)}/s`,
        `${(crowded.delaySeconds ?? Infinity).toFixed(1)} s`,
        ...singles.map((one) => one.toFixed(3)),
        failings.join(', ') || 'none',
      ];
    }),
    notes: [
      'Events of 1 kB, one per message; dollars for a million.',
      `The retry function has the stack's settings. It delivers at most ${grouped(retries)} events a second, for 1,000 sources.`,
    ],
  };
}

/** What the settings relay and cost if an input of the model changes. */
export function inputsTable({ fanOut }: FleetSettings): ResultTable {
  const inputs: readonly (readonly [string, Partial<Traffic>])[] = [
    ['as assumed', {}],
    ['half the processor time', { cpuTimes: 0.5 }],
    ['twice the processor time', { cpuTimes: 2 }],
    ['calls of 20 ms', { callSeconds: 0.02 }],
    ['calls of 100 ms', { callSeconds: 0.1 }],
    ['1,000 sources at the highest rate', { sources: 1_000 }],
  ];
  return {
    title: 'With other inputs',
    head: [
      'Input',
      'Relays at most',
      'PutPartnerEvents calls',
      'Dollars, 1,000 a second',
      'Delay p99 at 1,000 a second',
    ],
    rows: inputs.map(([name, fields]) => {
      const most = sustainedEventsPerSecond({ ...topScenario, ...fields }, fanOut);
      const usual = { ...usualScenario, ...fields };
      const load = loadOf(usual, fanOut);
      return [
        name,
        `${grouped(most)}/s`,
        `${grouped(most / entriesPerCall(topScenario))}/s`,
        billOf(usageOf(load, usual, fanOut)).total.toFixed(3),
        `${(load.delaySeconds ?? Infinity).toFixed(2)} s`,
      ];
    }),
    notes: ['Events of 1 kB, one per message.'],
  };
}

/** What one Region costs each month even without events. */
export function standingTable(): ResultTable {
  const polls = 2 * limits.batchesGathered * (secondsOfMonth / longPollSeconds);
  const keyRequests = (secondsOfMonth / dataKeySeconds) * keyRequestsOfPeriod;
  const perSqsMillion = prices.sqsMillionRequests.dollars + prices.sqsMillionFairRequests.dollars;
  const rows = [
    ['Polling two empty queues', `${grouped(polls)} requests`, (polls / million) * perSqsMillion],
    ['The key', '1, and one more after each yearly rotation', prices.kmsKeyMonth.dollars],
    [
      "The key's requests, for two queues in use",
      grouped(keyRequests),
      (keyRequests / 10_000) * prices.kmsTenThousandRequests.dollars,
    ],
    ['Custom metrics in use', `up to ${metrics}`, metrics * prices.metricMonth.dollars],
    [
      'Custom metrics of large events, where there are any',
      `up to ${largeMetrics}`,
      largeMetrics * prices.metricMonth.dollars,
    ],
  ] as const;
  return {
    title: 'Dollars a month, whatever the number of events',
    head: ['What', 'How much', 'Dollars'],
    rows: rows.map(([what, howMuch, dollars]) => [what, howMuch, dollars.toFixed(2)]),
  };
}

const longPollSeconds = 20;
/** SQS requests a new data key after this time, by default. */
const dataKeySeconds = 300;
/** Two for each role that sends and one for each that receives: a vendor and fan-out; fan-out, retry and retry. */
const keyRequestsOfPeriod = 2 * 1 + 1 + 2 * 2 + 1;
/**
 * Nine and nine by reason, of each of the two functions (`lambdas/aws/report.ts`); of the history two and
 * three by reason of each, and five of the recorder.
 */
const metrics = 2 * (9 + 9) + 2 * (2 + 3) + 5;
/** Of fan-out and retry: stored, not stored, and a reason of dead letters; not stored by replays; and fetches. */
const largeMetrics = 2 * 3 + 1 + 1;

/** The prices, and where they were read. */
export function pricesTable(): ResultTable {
  return {
    title: `Prices in us-east-1, read on ${pricesReadOn}`,
    head: ['Dollars', 'Unit', 'Page', 'Date of the page'],
    rows: Object.values(prices).map(({ dollars, unit, page, dated }) => [
      dollars.toLocaleString('en-US', { maximumFractionDigits: 10 }),
      unit,
      page,
      dated,
    ]),
  };
}

function relayed({ eventsPerSecond }: Traffic, relayedPerSecond: number): string {
  const all = grouped(eventsPerSecond);
  return relayedPerSecond < eventsPerSecond ? `${all}, relayed ${grouped(relayedPerSecond)}` : all;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
