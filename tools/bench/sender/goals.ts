import type { Goal } from '../../results/benchmark.ts';
import { spreadCells } from '../measure/spread-cells.ts';
import type { Spread } from '../measure/statistics.ts';
import type { SenderRuns } from './measure.ts';
import { bestPeer, ratioOf } from './ratios.ts';
import { floor, naive, ours, recording } from './variants.ts';

const small = { payload: 'small', delayMs: 20 } as const;
const github = { payload: 'github', delayMs: 20 } as const;
const atOnce = { payload: 'small', delayMs: 0 } as const;

/**
 * How far ahead of its peers the fan-out function should be, and how near the floor: the median of the rounds'
 * ratios. Processor time is compared in the same runs as the rates, with an answer after 20 ms: what it costs
 * to wait and to go on is in it, as it is on AWS.
 */
export function senderGoals(all: readonly SenderRuns[]): readonly Goal[] {
  const rateTimes = (setting: typeof small | typeof github) =>
    ratioOf([ours, bestPeer(setting, all)], 'eventsPerSecond', setting, all);
  const timesFloor = (setting: typeof small | typeof github) =>
    ratioOf([ours, floor], 'cpuMicrosPerEvent', setting, all);
  return [
    atLeast(1.6, 'Events/s of 1 kB at 20 ms, times those of the best peer', rateTimes(small)),
    atLeast(1.5, 'Events/s of 10 kB at 20 ms, times those of the best peer', rateTimes(github)),
    atLeast(
      20,
      'Events/s of 1 kB at 20 ms, times those of one a call in sequence',
      ratioOf([ours, naive], 'eventsPerSecond', small, all),
    ),
    atMost(
      2,
      "CPU for an event of 1 kB at 20 ms, the whole handler, times the floor's",
      timesFloor(small),
    ),
    atMost(
      1.6,
      "CPU for an event of 10 kB at 20 ms, the whole handler, times the floor's",
      timesFloor(github),
    ),
    atMost(
      1.1,
      'CPU for an event of 1 kB at 0 ms with the history, times that without',
      ratioOf([recording, ours], 'cpuMicrosPerEvent', atOnce, all),
    ),
  ];
}

function atLeast(aim: number, text: string, ratio: Spread): Goal {
  return {
    text,
    aim: `>= ${aim}`,
    measured: measuredText(ratio),
    isReached: inHundredths(ratio) >= Math.round(100 * aim),
  };
}

function atMost(aim: number, text: string, ratio: Spread): Goal {
  return {
    text,
    aim: `<= ${aim}`,
    measured: measuredText(ratio),
    isReached: inHundredths(ratio) <= Math.round(100 * aim),
  };
}

function inHundredths({ median }: Spread): number {
  return Math.round(100 * median);
}

function measuredText(ratio: Spread): string {
  const [, minMax] = spreadCells(ratio, 2);
  return `${ratio.median.toFixed(2)} (${minMax})`;
}
