import type { Delays } from '../outage/figures.ts';
import type { BacklogRun } from './false-dead-letters.ts';
import type { FloodRun } from './simulate-flood.ts';

/** The runs of a flood: without it, with groups, and without groups. */
export interface FloodRuns {
  readonly unloaded: FloodRun;
  readonly grouped: FloodRun;
  readonly ungrouped: FloodRun;
  /** The first two again, while replays of long ranges run. */
  readonly unloadedBeside: FloodRun;
  readonly groupedBeside: FloodRun;
}

/** The runs of a backlog by what bounds the function. */
export interface BacklogRuns {
  readonly maximumConcurrency: BacklogRun;
  readonly reservedConcurrency: BacklogRun;
}

/** How much later the others' events may be, at the 99th percentile. */
const maxSlowdown = 2;

/** Whether the others hardly notification the flood, and would without groups. */
export function isFair({
  unloaded,
  grouped,
  ungrouped,
}: Pick<FloodRuns, 'unloaded' | 'grouped' | 'ungrouped'>): boolean {
  const most = unloaded.others.p99 * maxSlowdown;
  return grouped.others.p99 <= most && ungrouped.others.p99 > most;
}

/** How much later, as a part, live events may be at the 99th percentile because of replays. */
const maxDelayByReplays = 0.05;

function isWithin(beside: FloodRun, alone: FloodRun): boolean {
  const most = 1 + maxDelayByReplays;
  return (
    beside.others.p99 <= alone.others.p99 * most &&
    beside.flooding.p99 <= alone.flooding.p99 * most &&
    beside.throttled === 0
  );
}

/** Whether replays hold live events up no longer than promised, without a flood and with one. */
export function giveWay({
  unloaded,
  grouped,
  unloadedBeside,
  groupedBeside,
}: Omit<FloodRuns, 'ungrouped'>): boolean {
  return (
    isWithin(unloadedBeside, unloaded) &&
    isWithin(groupedBeside, grouped) &&
    unloadedBeside.replayed > 0
  );
}

/** Whether no healthy message is dead-lettered, and would be without MaximumConcurrency. */
export function isSparing({ maximumConcurrency, reservedConcurrency }: BacklogRuns): boolean {
  return maximumConcurrency.deadLettered === 0 && reservedConcurrency.deadLettered > 0;
}

/** Both tables, and whether both promises hold. */
export function fairnessLines(floods: FloodRuns, backlogs: BacklogRuns): string[] {
  return [
    '| run | accepted | others p50, p99, max | flooding p50, p99, max | most messages waiting | replayed |',
    '|---|---|---|---|---|---|',
    floodRow('no flood', floods.unloaded),
    floodRow('flood, message groups', floods.grouped),
    floodRow('flood, no groups', floods.ungrouped),
    floodRow('no flood, two replays', floods.unloadedBeside),
    floodRow('flood, groups, two replays', floods.groupedBeside),
    `The others' 99th percentile: ${slowdown(floods.grouped, floods)} times that without flood, ${slowdown(floods.ungrouped, floods)} times without groups.${verdict(isFair(floods))}`,
    `Beside replays, live events are at most 5 % later at the 99th percentile.${verdict(giveWay(floods))}`,
    '',
    '| bounded by | done | healthy messages dead-lettered | throttled invocations | most receives of one that was done |',
    '|---|---|---|---|---|',
    backlogRow('MaximumConcurrency', backlogs.maximumConcurrency),
    backlogRow('reserved concurrency alone', backlogs.reservedConcurrency),
    `Healthy messages stay out of the dead-letter queue with MaximumConcurrency, and do not without.${verdict(isSparing(backlogs))}`,
  ];
}

function floodRow(name: string, run: FloodRun): string {
  const cells = [
    name,
    number(run.accepted),
    delays(run.others),
    delays(run.flooding),
    number(run.peakBacklog),
    number(run.replayed),
  ];
  return `| ${cells.join(' | ')} |`;
}

function backlogRow(name: string, run: BacklogRun): string {
  const counts = [run.done, run.deadLettered, run.throttledInvocations, run.mostReceives];
  return `| ${[name, ...counts.map(number)].join(' | ')} |`;
}

function slowdown({ others }: FloodRun, { unloaded }: FloodRuns): string {
  return (others.p99 / unloaded.others.p99).toFixed(2);
}

function verdict(holds: boolean): string {
  return holds ? ' Holds.' : ' DOES NOT HOLD.';
}

function delays({ p50, p99, max }: Delays): string {
  if (max === 0) return 'none';
  return [p50, p99, max].map((ms) => `${number(Math.round(ms))} ms`).join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
