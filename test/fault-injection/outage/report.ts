import { calmName, type Variant } from './variants.ts';
import type { Delays, Figures } from './figures.ts';
import { promisesOf } from './promises.ts';

/** What the runs showed, for people. */
export interface Report {
  readonly lines: readonly string[];
  readonly holds: boolean;
}

/** The figures of each run, by the run's name. */
export type FiguresByVariant = ReadonlyMap<string, Figures>;

const head = [
  '| outage | accepted | dead letters, without reason | attempts | requests | most a second, after | recovered after | others p50, p99, max | promises |',
  '|---|---|---|---|---|---|---|---|---|',
];

/** A table of the outages, and which promises did not hold; those of a control run are listed and do not count. */
export function reportOf(variants: readonly Variant[], figuresByVariant: FiguresByVariant): Report {
  if (variants.length === 0) return { lines: [], holds: true };
  const broken: string[] = [];
  const controls: string[] = [];
  const rows = variants.flatMap(({ name, scenario, isControl }) => {
    const figures = figuresByVariant.get(name);
    if (figures === undefined) return [];
    const calm = figuresByVariant.get(calmName(scenario.outageHours)) ?? figures;
    const failed = promisesOf(figures, calm).filter(({ holds }) => !holds);
    const lines = failed.map(({ promise }) => `${name}: not so that ${promise}`);
    (isControl ? controls : broken).push(...lines);
    return [rowOf(name, figures, failed.length === 0)];
  });
  const mostRounds = Math.max(...Array.from(figuresByVariant.values(), (one) => one.mostRounds));
  const rounds = `The retry function ran up to ${number(mostRounds)} times in one chain of requests.`;
  const lines = [...head, ...rows, '', rounds, ...controls, ...broken];
  return { lines, holds: broken.length === 0 };
}

function rowOf(name: string, figures: Figures, holds: boolean): string {
  const cells = [
    name,
    number(figures.accepted),
    `${number(figures.deadLettered)}, ${number(figures.withoutReason)}`,
    number(figures.attempts),
    number(figures.requests),
    `${number(figures.peakInOutage)}, ${number(figures.peakAfter)}`,
    `${number(Math.ceil(figures.recoverySeconds))} s`,
    delays(figures.others),
    holds ? 'hold' : 'DO NOT HOLD',
  ];
  return `| ${cells.join(' | ')} |`;
}

function delays({ p50, p99, max }: Delays): string {
  return [p50, p99, max].map((ms) => `${number(Math.round(ms))} ms`).join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
