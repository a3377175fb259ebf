import type { Cell } from '../../../terminal/table.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { spreadOf } from '../measure/statistics.ts';
import { variantNames } from './variants.ts';
import type { ColdStarts, MeasuredBundle } from './measure.ts';
import type { ColdStart } from './start-cold.ts';

const maxCodeKb = 250;
const maxImportMs = 30;

/** The bundles compared, and what is left out of ours. */
export function coldStartTables({ bundles, leftOut }: ColdStarts): readonly ResultTable[] {
  return [
    {
      title: 'Cold start: size and import of the functions',
      head: ['bundle', 'kB', 'kB zipped', 'import ms', 'CPU ms of it', 'until the first batch, ms'],
      rows: bundles.map(bundleRow),
      notes: [
        `Each time: the median of ${bundles[0]?.starts.length ?? 0} fresh processes and, in brackets, the least and the most.`,
        'kB: what Node compiles at once, the bundle and the files that it imports, 1,000 bytes; zipped: with all that is deployed beside it, as the clients of the SDK that a failed call loads.',
        "The import is that of Lambda's runtime: from before the bundle is read until its handler can be called.",
        'Until the first batch: the import and a batch of one event, which EventBridge must have received; without TLS, and the services answer at once.',
        'Three bare clients: the SDK clients and commands of the fan-out function and nothing else, bundled alike.',
      ],
    },
    {
      title: 'What is left out of the fan-out function, and of what it may load later',
      head: ['what', 'kB saved', 'why'],
      rows: leftOut.map(({ what, reason, savedBytes }) => [
        what,
        Math.round(savedBytes / 100) / 10,
        reason,
      ]),
    },
  ];
}

function bundleRow({ name, codeBytes, zippedBytes, starts }: MeasuredBundle): readonly Cell[] {
  return [
    name,
    inKb(codeBytes),
    inKb(zippedBytes),
    spreadText(starts, 'importMs'),
    spreadText(starts, 'importCpuMs'),
    spreadText(starts, 'firstBatchMs'),
  ];
}

/** What is aimed at: the fan-out function's bundle and its import. */
export function coldStartGoals({ bundles }: ColdStarts): readonly Goal[] {
  const ours = bundles.find(({ name }) => name === variantNames.ours);
  if (ours === undefined) throw new Error('the fan-out function was not measured');
  const importMs = spreadOf(ours.starts.map((start) => start.importMs)).median;
  return [
    {
      text: "the fan-out function's bundle",
      aim: `<= ${maxCodeKb} kB`,
      measured: `${inKb(ours.codeBytes)} kB`,
      isReached: ours.codeBytes <= maxCodeKb * 1000,
    },
    {
      text: 'import of the fan-out function',
      aim: `<= ${maxImportMs} ms`,
      measured: `${importMs.toFixed(1)} ms`,
      isReached: importMs <= maxImportMs,
    },
  ];
}

function spreadText(
  starts: readonly ColdStart[],
  figure: 'importMs' | 'importCpuMs' | 'firstBatchMs',
): string {
  const values = starts.flatMap(({ [figure]: value }) => value ?? []);
  if (values.length === 0) return '';
  const { median, min, max } = spreadOf(values);
  return `${median.toFixed(1)} (${min.toFixed(1)}-${max.toFixed(1)})`;
}

function inKb(bytes: number): number {
  return Math.round(bytes / 1000);
}
