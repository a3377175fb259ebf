import type { Report } from './report.ts';
import { s3PromisesOf } from './s3-promises.ts';
import { simulateS3, type S3Figures, type S3Scenario } from './simulate-s3.ts';

const head = [
  '| outage of S3 | large events | tries to store | dead letters | recovered after | small events p50, p99, max | promises |',
  '|---|---|---|---|---|---|---|',
];

const mostEvents = 20_000;

/** Runs outages of S3, of each length one that refuses and one that is silent, besides one of no length. */
export async function runS3Outages(
  hours: readonly number[],
  { events, callMs, seed }: Omit<S3Scenario, 'outageHours' | 'manner'>,
): Promise<readonly S3Figures[]> {
  const common = { callMs, seed, events: Math.min(events, mostEvents) };
  const lengths = hours.length === 0 ? [] : [0, ...hours];
  const figures: S3Figures[] = [];
  for (const outageHours of lengths) {
    for (const manner of outageHours === 0 ? manners.slice(0, 1) : manners) {
      figures.push(await simulateS3({ ...common, outageHours, manner }));
    }
  }
  return figures;
}

const manners = ['failing', 'silent'] as const;

/** A table of the outages of S3, the first of which is none, and which promises did not hold. */
export function s3ReportOf(all: readonly S3Figures[]): Report {
  const [calm] = all;
  if (calm === undefined) return { lines: [], holds: true };
  const broken: string[] = [];
  const rows = all.map((figures) => {
    const { outageHours, manner } = figures.scenario;
    const name = `${outageHours} h, ${manner}`;
    const failed = s3PromisesOf(figures, calm.small.max).filter(({ holds }) => !holds);
    broken.push(...failed.map(({ promise }) => `S3, ${name}: not so that ${promise}`));
    return rowOf(name, figures, failed.length === 0);
  });
  return { lines: ['', ...head, ...rows, ...broken], holds: broken.length === 0 };
}

function rowOf(name: string, figures: S3Figures, holds: boolean): string {
  const { large, puts, deadLettered, recoverySeconds, small } = figures;
  const delays = [small.p50, small.p99, small.max].map((ms) => `${number(Math.round(ms))} ms`);
  const cells = [
    name,
    number(large),
    number(puts),
    number(deadLettered),
    `${number(Math.ceil(recoverySeconds))} s`,
    delays.join(', '),
    holds ? 'hold' : 'DO NOT HOLD',
  ];
  return `| ${cells.join(' | ')} |`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
