import * as fc from 'fast-check';
import { testNowMs } from '../../support/domain-builders.ts';
import { faultsOf } from './faults.ts';
import type { History } from './history.ts';
import type { FaultInjectionOptions } from './options.ts';
import { progressTo } from './progress.ts';
import { addWorld, invariantsHold, newFigures, type Figures } from './property.ts';
import { table } from './table.ts';

/** What a run found: a text for people, and its figures. */
export interface RunResult {
  readonly holds: boolean;
  readonly text: string;
  readonly figures: object;
}

/** Runs as many histories as requested, or replays one. */
export async function runInvariants({
  runs,
  seed,
  path,
}: FaultInjectionOptions): Promise<RunResult> {
  process.stderr.write(`seed ${seed}\n`);
  const figures = newFigures();
  const progress = progressTo(process.stderr, runs, 'histories');
  const startMs = performance.now();
  const property = invariantsHold({}, (world, history) => {
    addWorld(figures, world, history, testNowMs);
    progress.at(figures.histories);
  });
  const details = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  progress.finish();
  const seconds = (performance.now() - startMs) / 1000;
  const { faultsMet, ...counts } = figures;
  return {
    holds: !details.failed,
    text: [
      `seed ${seed}, ${seconds.toFixed(0)} s\n`,
      figuresTable(figures),
      neverMet(figures),
      details.failed ? failureText(details, seed) : 'All invariants held after every history.\n',
    ].join('\n'),
    figures: {
      seed,
      seconds,
      holds: !details.failed,
      path: details.counterexamplePath,
      ...counts,
      faultsMet: Object.fromEntries([...faultsMet].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

function figuresTable(figures: Figures): string {
  return table(
    ['', 'in all'],
    [
      ['histories', figures.histories],
      ['events published', figures.events],
      ['pairs of event and source', figures.pairs],
      ['invocations', figures.invocations],
      ['of them cut', figures.cut],
      ['the most of one function in a chain', figures.mostRounds],
      ['calls awaited', figures.calls],
      ['faults met', figures.faults],
      ['entries taken', figures.taken],
      ['of them while PENDING', figures.takenWhilePending],
      ['of them again, after a crash or a lost answer', figures.takenAgain],
      ['dead letters', figures.deadLettered],
      ['drops with a counted reason', figures.dropped],
      ['parts of messages', figures.parts],
      ['of them because time ran out', figures.partsOfRegions],
      ['entries postponed because time ran out', figures.postponed],
      ['stubs taken', figures.stubs],
      ['tries to store a detail', figures.detailsPut],
      ['events refused for their details', figures.refused],
      ['rows on the history queue', figures.rows],
      ['of them of held deliveries', figures.held],
      ['rows refused and counted', figures.rowsLost],
      ['runs of the recorder', figures.recorderRuns],
      ['replays', figures.replays],
      ['entries of replays taken', figures.replayed],
      ['pairs missed at first and received in the end', figures.regained],
      ['virtual hours', figures.virtualHours],
    ],
  );
}

/** The faults that no history came by: those of rare calls, when there are few histories. */
function neverMet({ faultsMet }: Figures): string {
  const all = Object.entries(faultsOf).flatMap(([at, kinds]) =>
    kinds.map((kind) => `${at}: ${kind}`),
  );
  const missing = all.filter((name) => !faultsMet.has(name));
  const kinds = `${all.length - missing.length} of ${all.length} faults were met`;
  return missing.length === 0 ? `${kinds}.\n` : `${kinds}; not: ${missing.join(', ')}.\n`;
}

function failureText(details: fc.RunDetails<[History]>, seed: number): string {
  const { counterexample, counterexamplePath, errorInstance, numShrinks } = details;
  return [
    Error.isError(errorInstance) ? errorInstance.message : String(errorInstance),
    `after ${numShrinks} steps of shrinking, in this history:`,
    JSON.stringify(counterexample?.[0], undefined, 1),
    `again: npm run fault-injection -- --seed ${seed} --path ${counterexamplePath}`,
    '',
  ].join('\n');
}
