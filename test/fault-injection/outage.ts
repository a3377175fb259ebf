import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../terminal/input-error.ts';
import { LiveLine } from '../../terminal/live-line.ts';
import { variantsOf } from './outage/variants.ts';
import { outageHelp, parseOutageOptions, type OutageOptions } from './outage/options.ts';
import { plotsOf } from './outage/plots.ts';
import { reportOf, type FiguresByVariant } from './outage/report.ts';
import { runS3Outages, s3ReportOf } from './outage/report-s3.ts';
import { runScenarios } from './outage/run-scenarios.ts';

/** Exit codes: a promise did not hold; a wrong option. */
const notHeld = 1;
const wrongInput = 2;

/** In a plot of more hours the peaks cannot be distinguished. */
const maxPlottedHours = 6;

async function run(options: OutageOptions): Promise<boolean> {
  const variants = variantsOf(options);
  const hoursToDo = variants.reduce((sum, { scenario }) => sum + scenario.flowHours, 0);
  process.stdout.write(`seed ${options.seed}, ${options.events} events\n`);
  const progress = new LiveLine(process.stderr, Date.now);
  const figures = await runScenarios(
    variants.map(({ scenario }) => scenario),
    (hours) => progress.show(`${Math.min(99, Math.floor((hours / hoursToDo) * 100))} %`),
  );
  progress.finish();
  const byVariant = new Map(variants.map(({ name }, index) => [name, figures[index]] as const));
  const known: FiguresByVariant = new Map(
    [...byVariant].flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const])),
  );
  const report = reportOf(variants, known);
  const s3Figures = await runS3Outages(options.s3Hours, options);
  const s3Report = s3ReportOf(s3Figures);
  process.stdout.write(`${[...report.lines, ...s3Report.lines].join('\n')}\n`);
  await writePlots(options, known);
  if (options.jsonFile !== undefined) {
    const json = JSON.stringify(
      { options, variants: Object.fromEntries(known), s3: s3Figures },
      undefined,
      2,
    );
    await writeFile(options.jsonFile, `${json}\n`);
  }
  return report.holds && s3Report.holds;
}

async function writePlots(
  { hours, plotsFolder }: OutageOptions,
  figures: FiguresByVariant,
): Promise<void> {
  const length = hours
    .filter((one) => one <= maxPlottedHours)
    .toSorted((a, b) => a - b)
    .at(-1);
  const [jittered, plain] = [`${length} h`, `${length} h, no jitter`].map((one) =>
    figures.get(one),
  );
  if (jittered === undefined || plain === undefined) return;
  await mkdir(plotsFolder, { recursive: true });
  for (const [name, svg] of Object.entries(plotsOf(jittered, plain))) {
    await writeFile(join(plotsFolder, name), svg);
  }
}

try {
  const options = parseOutageOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(outageHelp);
  else if (!(await run(options))) process.exitCode = notHeld;
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`fault-injection:outage: ${error.message}\n`);
  process.exitCode = wrongInput;
}
