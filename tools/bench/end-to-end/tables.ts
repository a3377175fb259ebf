import type { ResultTable } from '../../results/benchmark.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf, type Spread } from '../measure/statistics.ts';
import { percentilesOf, wayParts, type Way } from './delay.ts';
import type { PartRun } from './parts.ts';
import type { ThroughputRun } from './throughput.ts';
import { lookEveryMs } from './watch-arrivals.ts';

/** The spread of the rates of some runs, events a second. */
export function rateOf(runs: readonly { eventsPerSecond: number }[]): Spread {
  return spreadOf(runs.map(({ eventsPerSecond }) => eventsPerSecond));
}

/** How fast events go through, and who works for it. */
export function throughputTable(runs: ReadonlyMap<string, readonly ThroughputRun[]>): ResultTable {
  return {
    title: "From SendMessage to the customer's bus, as fast as it goes",
    head: [
      'events',
      ...spreadHead('events/s'),
      'sender CPU us/event',
      'services CPU us/event',
      'functions CPU us/event',
      'cores busy',
    ],
    rows: Array.from(runs, ([name, ofFlow]) => {
      const rate = rateOf(ofFlow);
      const sender = medianOf(ofFlow.map(({ senderMicros }) => senderMicros));
      const services = medianOf(ofFlow.map(({ servicesMicros }) => servicesMicros));
      const functions = ofFlow.flatMap(({ functionsMicros }) => functionsMicros ?? []);
      const ofFunctions = functions.length > 0 ? medianOf(functions) : 0;
      const busy = ((sender + services + ofFunctions) * rate.median) / 1e6;
      return [
        name,
        ...spreadCells(rate),
        Math.round(sender),
        Math.round(services),
        functions.length > 0 ? Math.round(ofFunctions) : '-',
        Math.round(busy * 10) / 10,
      ];
    }),
    notes: [
      'Median of ten runs, and their least and most; slower flows send fewer events a run. A run begins with the first SendMessage and ends with the last arrival, so the gathering of the first batch is in it.',
      "Services are SQS, DynamoDB, EventBridge, the Runtime API and the pump, in one process; the fan-out function has up to two. Cores busy: the sum of CPU times over the time that went by. Afterwards each event was on its own customer's bus, once, as it was sent.",
    ],
  };
}

/** How long events take at a rate, and where. */
export function delayTable(
  name: string,
  eventsPerSecond: number,
  ways: readonly Way[],
): ResultTable {
  const parts = ['sending', 'waiting', 'gathering', 'delivering', 'all'] as const;
  const rate = Math.round(eventsPerSecond).toLocaleString('en-US');
  return {
    title: `Delay at half that rate, where cost is preferred: ${name}, ${rate} a second`,
    head: ['milliseconds', 'p50', 'p90', 'p99', 'max'],
    rows: parts.map((part) => {
      const { p50, p90, p99, max } = percentilesOf(ways, part);
      return [wayParts[part], p50, p90, p99, max];
    }),
    notes: [
      `Of ${ways.length.toLocaleString('en-US')} events, each from when it was due to be sent; arrivals are known to ${lookEveryMs} ms. Each line has its own percentiles: they do not add up.`,
    ],
  };
}

/** How fast each part is alone. */
export function partsTable(runs: ReadonlyMap<string, readonly PartRun[]>): ResultTable {
  return {
    title: 'Each part of local mode alone, 1 kB events',
    head: ['part', ...spreadHead('events/s'), 'services CPU us/event'],
    rows: Array.from(runs, ([name, ofPart]) => [
      name,
      ...spreadCells(rateOf(ofPart)),
      Math.round(medianOf(ofPart.map(({ servicesMicros }) => servicesMicros))),
    ]),
    notes: [
      'Median of ten runs. The clients of SQS are the SDK, that of EventBridge a bare one. Pump: receive, gather, invoke a process, delete.',
    ],
  };
}

function medianOf(values: readonly number[]): number {
  return spreadOf(values).median;
}
