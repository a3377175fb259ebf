import { share } from '../../../lambdas/settings/table/quotas.ts';
import type { Cell } from '../../../terminal/table.ts';
import type { ResultTable } from '../../results/benchmark.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf } from '../measure/statistics.ts';
import type { Payload } from './events.ts';
import type { SenderRun, SenderRuns } from './measure.ts';
import { bestPeer, figuresOf, ratioOf, type Setting } from './ratios.ts';
import {
  variants,
  delaysMs,
  eventsOf,
  floor,
  ours,
  parsingFloor,
  recording,
  type SenderVariant,
} from './variants.ts';

const titles: Readonly<Record<Payload, string>> = {
  small: 'Events of 1 kB',
  github: "GitHub's webhook payloads, about 10 kB",
};

/** A table for each payload, what each variant sends with each delay, and what that costs it; and one of the ratios. */
export function senderTables(all: readonly SenderRuns[]): readonly ResultTable[] {
  const payloads = Array.from(new Set(all.map(({ payload }) => payload)));
  return [
    ...payloads.map((payload) => ({
      title: titles[payload],
      head: tableHead,
      rows: variants.map((variant) => rowOf(variant, payload, all)),
      notes: notesOn(all),
    })),
    ratioTable(payloads, all),
  ];
}

// With an answer after 80 ms, calls cost what they do after 20.
const cpuDelaysMs = [0, 20] as const;

const tableHead = [
  'sender',
  ...delaysMs.flatMap((delayMs) => spreadHead(`events/s at ${delayMs} ms`)),
  ...cpuDelaysMs.flatMap((delayMs) => spreadHead(`CPU us/event at ${delayMs} ms`)),
  'entries/call',
  'events a run at each delay',
];

function notesOn(all: readonly SenderRuns[]): readonly string[] {
  return [
    `Median of ${roundsOf(all)} interleaved runs, and their least and most. Each sender is a warm process, CPU is its own; the stub, in another process, answers each call after the delay, and what it received is checked after each run.`,
    'Slow senders send fewer events a run; a rate stays a rate.',
    'typebridge, castore and eventbridge-client call PutEvents, which takes 10 entries a call; PutPartnerEvents takes 20.',
    'The floor is no peer: it has the requests of the fan-out function before the measurement begins, and only hashes, signs and posts them and reads the answers. The floor that parses also calls JSON.parse for each message.',
    `The stack shares the quota of PutPartnerEvents among its invocations, and gives each fewer calls in flight (${share.maxCallsInFlightPerRegion.variable}).`,
  ];
}

function roundsOf(all: readonly SenderRuns[]): number {
  return all[0]?.byVariant.get(ours.name)?.length ?? 0;
}

function rowOf(
  variant: SenderVariant,
  payload: Payload,
  all: readonly SenderRuns[],
): readonly Cell[] {
  const spread = (figure: keyof SenderRun, delayMs: number) =>
    spreadOf(figuresOf(variant, figure, { payload, delayMs }, all));
  return [
    variant.name,
    ...delaysMs.flatMap((delayMs) => spreadCells(spread('eventsPerSecond', delayMs))),
    ...cpuDelaysMs.flatMap((delayMs) => spreadCells(spread('cpuMicrosPerEvent', delayMs), 1)),
    Math.round(spread('entriesPerCall', 0).median * 10) / 10,
    eventsOf(variant, payload)
      .map((count) => count.toLocaleString('en-US'))
      .join(' / '),
  ];
}

/** What is compared: a figure of one variant, and whose it is divided by. */
const comparisons: readonly {
  readonly name: string;
  readonly figure: keyof SenderRun;
  readonly pairOf: (
    setting: Setting,
    all: readonly SenderRuns[],
  ) => readonly [SenderVariant, SenderVariant];
}[] = [
  {
    name: "events/s, times the best peer's",
    figure: 'eventsPerSecond',
    pairOf: (setting, all) => [ours, bestPeer(setting, all)],
  },
  { name: "events/s, times the floor's", figure: 'eventsPerSecond', pairOf: () => [ours, floor] },
  { name: "CPU, times the floor's", figure: 'cpuMicrosPerEvent', pairOf: () => [ours, floor] },
  {
    name: 'CPU, times that of the floor that parses',
    figure: 'cpuMicrosPerEvent',
    pairOf: () => [ours, parsingFloor],
  },
  {
    name: 'CPU with the history, times that without',
    figure: 'cpuMicrosPerEvent',
    pairOf: () => [recording, ours],
  },
];

function ratioTable(payloads: readonly Payload[], all: readonly SenderRuns[]): ResultTable {
  return {
    title: 'The fan-out function, times others',
    head: ['payload', 'figure', ...delaysMs.flatMap((delayMs) => spreadHead(`at ${delayMs} ms`))],
    rows: payloads.flatMap((payload) =>
      comparisons.map(({ name, figure, pairOf }) => [
        titles[payload],
        name,
        ...delaysMs.flatMap((delayMs) => {
          const setting = { payload, delayMs };
          return spreadCells(ratioOf(pairOf(setting, all), figure, setting, all), 2);
        }),
      ]),
    ),
    notes: [
      'Each round has a ratio: median, least and most of these. The goals take those at 20 ms.',
    ],
  };
}
