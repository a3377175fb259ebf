import { share } from '../../../lambdas/settings/table/quotas.ts';
import type { Cell } from '../../../terminal/table.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf, type Spread } from '../measure/statistics.ts';
import {
  variants,
  delaysMs,
  eventsOf,
  naive,
  ours,
  peers,
  recording,
  type SenderVariant,
} from './variants.ts';
import type { Payload } from './events.ts';
import type { SenderRun, SenderRuns } from './measure.ts';

const titles: Readonly<Record<Payload, string>> = {
  small: 'Events of 1 kB',
  github: "GitHub's webhook payloads, about 10 kB",
};

/** A table for each payload: what each variant sends with each delay, and what that costs it. */
export function senderTables(all: readonly SenderRuns[]): readonly ResultTable[] {
  const byPayload = Map.groupBy(all, ({ payload }) => payload);
  return Array.from(byPayload, ([payload, runs]) => ({
    title: titles[payload],
    head: [
      'sender',
      ...delaysMs.flatMap((delayMs) => spreadHead(`events/s at ${delayMs} ms`)),
      ...spreadHead('CPU us/event at 0 ms'),
      'entries/call',
      'events a run at each delay',
    ],
    rows: variants.map((variant) => rowOf(variant, payload, runs)),
    notes,
  }));
}

const notes = [
  'Median of ten interleaved runs, and their least and most. Each sender is a warm process, CPU is its own; the stub, in another process, answers each call after the delay, and what it received is checked after each run.',
  'Slow senders send fewer events a run; a rate stays a rate.',
  'typebridge, castore and eventbridge-client call PutEvents, which takes 10 entries a call; PutPartnerEvents takes 20.',
  `The stack shares the quota of PutPartnerEvents among its invocations, and gives each fewer calls in flight (${share.maxCallsInFlightPerRegion.variable}).`,
];

function rowOf(
  variant: SenderVariant,
  payload: Payload,
  runs: readonly SenderRuns[],
): readonly Cell[] {
  return [
    variant.name,
    ...delaysMs.flatMap((delayMs) =>
      spreadCells(figuresOf(variant, runs, delayMs, 'eventsPerSecond')),
    ),
    ...spreadCells(figuresOf(variant, runs, 0, 'cpuMicrosPerEvent'), 1),
    Math.round(figuresOf(variant, runs, 0, 'entriesPerCall').median * 10) / 10,
    eventsOf(variant, payload)
      .map((count) => count.toLocaleString('en-US'))
      .join(' / '),
  ];
}

/** How far ahead of its peers the fan-out function should be, by the medians of the small events. */
export function senderGoals(all: readonly SenderRuns[]): readonly Goal[] {
  const small = all.filter(({ payload }) => payload === 'small');
  const rateAt20 = (variant: SenderVariant) =>
    figuresOf(variant, small, 20, 'eventsPerSecond').median;
  const best = Math.max(...peers.map(rateAt20));
  const cpu = figuresOf(ours, small, 0, 'cpuMicrosPerEvent').median;
  return [
    timesGoal(
      'Events/s of 1 kB at 20 ms, times those of the best peer',
      rateAt20(ours) / best,
      1.5,
    ),
    timesGoal(
      'Events/s of 1 kB at 20 ms, times those of one a call in sequence',
      rateAt20(ours) / rateAt20(naive),
      20,
    ),
    {
      text: 'CPU for an event of 1 kB at 0 ms, the whole handler, us',
      aim: `<= ${maxCpuMicros}`,
      measured: cpu.toFixed(1),
      isReached: cpu <= maxCpuMicros,
    },
    historyGoal(figuresOf(recording, small, 0, 'cpuMicrosPerEvent').median / cpu),
  ];
}

const maxCpuMicros = 40;
const maxHistoryTimes = 1.1;

function historyGoal(times: number): Goal {
  return {
    text: 'The same with the history, times that without',
    aim: `<= ${maxHistoryTimes}`,
    measured: times.toFixed(2),
    isReached: Math.round(times * 100) <= Math.round(100 * maxHistoryTimes),
  };
}

function timesGoal(text: string, times: number, aim: number): Goal {
  return { text, aim: `>= ${aim}`, measured: times.toFixed(2), isReached: times >= aim };
}

function figuresOf(
  { name }: SenderVariant,
  all: readonly SenderRuns[],
  delayMs: number,
  figure: keyof SenderRun,
): Spread {
  const runs = all.find((one) => one.delayMs === delayMs)?.byVariant.get(name) ?? [];
  return spreadOf(runs.map((run) => run[figure]));
}
