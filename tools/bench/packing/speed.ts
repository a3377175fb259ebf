import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { interleave } from '../measure/interleave.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf } from '../measure/statistics.ts';
import { makeEntries, type NumberedEntry } from './entries.ts';
import { ours, type Packer } from './packers.ts';

const rounds = 10;
const limits = { maxEntries: 20, maxRequestBytes: 262_144 };
const counts = [1_000, 10_000, 100_000] as const;
/** Entries that fill requests by their number, and entries that are hard to place. */
const mixes = [
  { medianBytes: 1_000, sources: 1_000 },
  { medianBytes: 60_000, sources: 10 },
] as const;
// Each entry copies the requests before it: 100,000 entries take minutes.
const mostForTypebridge = 10_000;

/** How long a packer takes for a number of entries. */
export interface Speed {
  readonly packer: string;
  readonly count: number;
  readonly medianKb: number;
  readonly sources: number;
  /** Of each run. */
  readonly milliseconds: readonly number[];
  /** How often the size of an entry was looked at, for each entry: it measures the work without a clock. */
  readonly looksPerEntry: number;
}

/** Times our packing and typebridge's of more and more entries, in turns. */
export async function timePacking(
  typebridge: Packer,
  progress: (text: string) => void,
): Promise<readonly Speed[]> {
  const cases = mixes.flatMap((mix) =>
    counts.flatMap((count) =>
      [ours, typebridge]
        .filter((packer) => packer === ours || count <= mostForTypebridge)
        .map((packer) => caseOf(packer, count, mix)),
    ),
  );
  progress('packing 1,000 to 100,000 entries in turns');
  const runs = await interleave(cases, rounds);
  return cases.map(({ name, figures }) => ({ ...figures, milliseconds: runs.get(name) ?? [] }));
}

function caseOf(packer: Packer, count: number, mix: (typeof mixes)[number]) {
  const entries = makeEntries({ ...mix, count, maxEntryBytes: limits.maxRequestBytes });
  return {
    name: `${packer.name} ${count} ${mix.medianBytes}`,
    figures: {
      packer: packer.name,
      count,
      medianKb: mix.medianBytes / 1000,
      sources: mix.sources,
      looksPerEntry: countLooks(packer, entries) / count,
    },
    run: async () => {
      const startMs = performance.now();
      packer.pack(entries, limits);
      return performance.now() - startMs;
    },
  };
}

/** How often a packer reads the sizes of entries. */
export function countLooks(packer: Packer, entries: readonly NumberedEntry[]): number {
  let looks = 0;
  const watched = entries.map(({ number, sourceArn, sizeBytes }) => ({
    number,
    sourceArn,
    get sizeBytes() {
      looks += 1;
      return sizeBytes;
    },
  }));
  packer.pack(watched, limits);
  return looks;
}

/** A row for each packer and number of entries. */
export function speedTable(speeds: readonly Speed[]): ResultTable {
  return {
    title: 'Milliseconds to pack so many entries, 256 KiB a request',
    head: ['packer', 'median kB', 'sources', 'entries', ...spreadHead('ms'), 'looks/entry'],
    rows: speeds.map(({ packer, medianKb, sources, count, milliseconds, looksPerEntry }) => [
      packer,
      medianKb,
      sources,
      count,
      ...spreadCells(spreadOf(milliseconds), 2),
      Math.round(looksPerEntry * 10) / 10,
    ]),
    notes: [
      'Median of ten interleaved runs, and their least and most. Looks: how often the size of an entry is read, which is the same on every machine.',
      'typebridge copies all its requests for each entry, so that its time grows with the square: 100,000 entries are left out. Its milliseconds include the making of its entries.',
    ],
  };
}

const maxMs = 5;
// A tenth more looks for ten times the entries is what chance makes of it.
const looksSlack = 1.1;

/** That packing is quick, and its work for each entry the same however many there are. */
export function speedGoals(speeds: readonly Speed[]): readonly Goal[] {
  const own = speeds.filter(({ packer }) => packer === ours.name);
  const ofTenThousand = own.filter(({ count }) => count === 10_000);
  const slowest = Math.max(...ofTenThousand.map((one) => spreadOf(one.milliseconds).median));
  const growths = mixes.map(({ sources }) => {
    const looks = own.filter((one) => one.sources === sources).map((one) => one.looksPerEntry);
    const [, middle = 1, last = 0] = looks;
    return last / middle;
  });
  const growth = Math.max(...growths);
  return [
    {
      text: 'Milliseconds to pack 10,000 entries',
      aim: `<= ${maxMs}`,
      measured: slowest.toFixed(2),
      isReached: slowest <= maxMs,
    },
    {
      text: 'Looks for each of 100,000 entries, times those for each of 10,000',
      aim: `<= ${looksSlack}`,
      measured: growth.toFixed(2),
      isReached: growth <= looksSlack,
    },
  ];
}
