import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { interleave } from '../measure/interleave.ts';
import { ownCpuMicros } from '../measure/process-cpu.ts';
import { spreadCells, spreadHead } from '../measure/spread-cells.ts';
import { spreadOf } from '../measure/statistics.ts';
import { makeEntries, type NumberedEntry } from './entries.ts';
import { logNormal } from './sizes.ts';
import { ours, type Packer } from './packers.ts';

const limits = { maxEntries: 20, maxRequestBytes: 262_144 };
const counts = [1_000, 10_000, 100_000] as const;
/** Entries that fill requests by their number, entries that are hard to place, and as many and as few sources as there can be. */
const mixes = [
  { sizes: logNormal(1), sources: 1_000 },
  { sizes: logNormal(60), sources: 10 },
  { sizes: logNormal(60), sources: 1_000 },
  { sizes: logNormal(5), sources: 100_000 },
  { sizes: logNormal(5), sources: 1 },
] as const;
// Each entry copies the requests before it: 100,000 entries take minutes.
const mostForTypebridge = 10_000;

/** How long a packer takes for a number of entries. */
export interface Speed {
  readonly packer: string;
  readonly count: number;
  readonly sizes: string;
  readonly sources: number;
  /** Of processor time, in each run: it depends less than a clock on who else is busy. */
  readonly milliseconds: readonly number[];
  /** How often the size of an entry was looked at, for each entry: it measures the work without a clock. */
  readonly looksPerEntry: number;
}

/** Times our packing and typebridge's of more and more entries, in turns. */
export async function timePacking(
  typebridge: Packer,
  rounds: number,
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
  const { sizes, sources } = mix;
  const { maxRequestBytes } = limits;
  const ofMix = { sizes, sources, maxEntryBytes: maxRequestBytes, maxRequestBytes };
  const entries = makeEntries({ ...ofMix, count });
  return {
    name: `${packer.name} ${count} ${sizes.name} ${sources}`,
    figures: {
      packer: packer.name,
      count,
      sizes: sizes.name,
      sources,
      looksPerEntry: countLooks(packer, entries) / count,
    },
    run: async () => {
      const startMicros = ownCpuMicros();
      packer.pack(entries, limits);
      return (ownCpuMicros() - startMicros) / 1000;
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
    title: 'Milliseconds of processor time to pack so many entries, 256 KiB a request',
    head: ['packer', 'sizes', 'sources', 'entries', ...spreadHead('ms'), 'looks/entry'],
    rows: speeds.map(({ packer, sizes, sources, count, milliseconds, looksPerEntry }) => [
      packer,
      sizes,
      sources,
      count,
      ...spreadCells(spreadOf(milliseconds), 2),
      Math.round(looksPerEntry * 10) / 10,
    ]),
    notes: [
      'Median of interleaved runs, and their least and most. Looks: how often the size of an entry is read, which is the same on every machine.',
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
  const byMix = Map.groupBy(own, ({ sizes, sources }) => `${sizes} ${sources}`);
  const growths = Array.from(byMix.values(), ([, middle, last]) =>
    last === undefined || middle === undefined ? 0 : last.looksPerEntry / middle.looksPerEntry,
  );
  const growth = Math.max(...growths);
  return [
    {
      text: 'Milliseconds of processor time to pack 10,000 entries',
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
