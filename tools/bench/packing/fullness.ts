import type { RequestLimits } from '../../../lambdas/domain/fill-request.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { checkOrder, checkRequests } from './check-packed.ts';
import { makeEntries, type NumberedEntry } from './entries.ts';
import { fewestInSequence } from './fewest-requests.ts';
import { lowerBound } from './lower-bound.ts';
import type { Packer } from './packers.ts';
import { hardSizes, logNormal, nastySizes, type Sizes } from './sizes.ts';

const count = 10_000;
const mebibyte = 2 ** 20;
// What the entries themselves may be: the largest setting of the product is a million bytes.
const limits = [
  { name: '256 KiB', maxEntryBytes: 262_144, maxRequestBytes: 262_144 },
  { name: '1 MiB', maxEntryBytes: 1_000_000, maxRequestBytes: mebibyte },
] as const;
const usualSizes = [...[1, 5, 20, 60].map(logNormal), ...nastySizes];
const sourceCounts = [1, 10, 1_000] as const;

/** How full each packer made its requests of some entries. */
export interface Fullness {
  readonly limit: string;
  readonly sizes: string;
  readonly sources: number;
  /** Of one source, the fewest requests that its order allows; of more, what no packing goes below. */
  readonly bound: number;
  /** Requests of each packer, as they are listed: {@link ownPackers} first. */
  readonly requests: readonly number[];
}

/** Packs every mix of entries with every packer, and checks each packing. */
export function packAll(packers: readonly Packer[]): {
  readonly usual: readonly Fullness[];
  readonly hard: readonly Fullness[];
} {
  const pack = (sizes: Sizes) => packMixes(sizes, packers);
  return { usual: usualSizes.flatMap(pack), hard: hardSizes.flatMap(pack) };
}

function packMixes(sizes: Sizes, packers: readonly Packer[]): readonly Fullness[] {
  return limits.flatMap(({ name: limit, ...mix }) =>
    sourceCounts.map((sources) => {
      const entries = makeEntries({ ...mix, count, sizes, sources });
      const requestLimits = { maxEntries: 20, maxRequestBytes: mix.maxRequestBytes };
      const boundOf = sources === 1 ? fewestInSequence : lowerBound;
      const requests = packers.map((packer) => countRequests(packer, entries, requestLimits));
      return {
        limit,
        sizes: sizes.name,
        sources,
        bound: boundOf(entries, requestLimits),
        requests,
      };
    }),
  );
}

function countRequests(
  packer: Packer,
  entries: readonly NumberedEntry[],
  requestLimits: RequestLimits,
): number {
  const requests = packer.pack(entries, requestLimits);
  checkRequests(requests, entries, packer.ownLimits ?? requestLimits);
  if (packer.keepsOrder) checkOrder(requests);
  return requests.length;
}

/** The requests of each packer, times the bound. */
export function fullnessTable(
  title: string,
  all: readonly Fullness[],
  packers: readonly Packer[],
): ResultTable {
  return {
    title: `${title}: requests for ${count.toLocaleString('en-US')} entries, times the bound`,
    head: ['limit', 'sizes', 'sources', 'bound', ...packers.map(({ name }) => name)],
    rows: all.map(({ limit, sizes, sources, bound, requests }) => [
      limit,
      sizes,
      sources,
      bound,
      ...requests.map((number) => (number / bound).toFixed(3)),
    ]),
    notes: [
      'A median is that of log-normal sizes, sigma 1, cut at the entry limit.',
      'The bound of one source is the fewest requests that its order allows, by an exact solver. That of more ignores their order: what the entries fill by their number (20 a request) and their bytes, and that no two over half a request go together.',
      "Every packing is checked: each entry once, no request over its limits, and each source's entries in their order but for first-fit decreasing, which keeps none.",
      'typebridge packs for PutEvents: 10 entries and 256,000 bytes.',
    ],
  };
}

const aim = 1.03;

/** That requests are full: near the bound where there are several sources, and the fewest possible where there is one. */
export function fullnessGoals(all: readonly Fullness[]): readonly Goal[] {
  const worstOf = (some: readonly Fullness[]) =>
    Math.max(...some.map(({ requests, bound }) => (requests[0] ?? 0) / bound));
  const worst = worstOf(all.filter(({ sources }) => sources > 1));
  const worstOfOne = worstOf(all.filter(({ sources }) => sources === 1));
  return [
    {
      text: 'Requests of 10 sources or more, times the lower bound, at the worst',
      aim: `<= ${aim}`,
      measured: worst.toFixed(3),
      isReached: worst <= aim,
    },
    {
      text: 'Requests of one source, times the fewest that its order allows',
      aim: '<= 1',
      measured: worstOfOne.toFixed(3),
      isReached: worstOfOne <= 1,
    },
  ];
}
