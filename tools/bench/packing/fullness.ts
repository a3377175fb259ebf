import type { RequestLimits } from '../../../lambdas/domain/pack.ts';
import type { Goal, ResultTable } from '../../results/benchmark.ts';
import { checkOrder, checkRequests, lowerBound } from './check-packed.ts';
import { makeEntries, type NumberedEntry } from './entries.ts';
import { nextFit, ownPackers, type Packer } from './packers.ts';

const count = 10_000;
const mebibyte = 2 ** 20;
// What the entries themselves may be: the largest setting of the product is a million bytes.
const limits = [
  { name: '256 KiB', maxEntryBytes: 262_144, maxRequestBytes: 262_144 },
  { name: '1 MiB', maxEntryBytes: 1_000_000, maxRequestBytes: mebibyte },
] as const;
const medians = [1, 5, 20, 60] as const;
const sourceCounts = [1, 10, 1_000] as const;

/** How full each packer made its requests of some entries. */
export interface Fullness {
  readonly limit: string;
  readonly medianKb: number;
  readonly sources: number;
  readonly bound: number;
  /** Requests of each packer, as they are listed: {@link ownPackers} first. */
  readonly requests: readonly number[];
}

/** Packs every mix of entries with every packer, and checks each packing. */
export function packAll(packers: readonly Packer[]): readonly Fullness[] {
  return limits.flatMap(({ name: limit, maxEntryBytes, maxRequestBytes }) =>
    medians.flatMap((medianKb) =>
      sourceCounts.map((sources) => {
        const mix = { count, medianBytes: medianKb * 1000, maxEntryBytes, sources };
        const entries = makeEntries(mix);
        const requestLimits = { maxEntries: 20, maxRequestBytes };
        const requests = packers.map((packer) => countRequests(packer, entries, requestLimits));
        return { limit, medianKb, sources, bound: lowerBound(entries, requestLimits), requests };
      }),
    ),
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

/** The requests of each packer, times the lower bound. */
export function fullnessTable(all: readonly Fullness[], packers: readonly Packer[]): ResultTable {
  return {
    title: `Requests for ${count.toLocaleString('en-US')} entries, times the lower bound`,
    head: ['limit', 'median kB', 'sources', 'bound', ...packers.map(({ name }) => name)],
    rows: all.map(({ limit, medianKb, sources, bound, requests }) => [
      limit,
      medianKb,
      sources,
      bound,
      ...requests.map((number) => (number / bound).toFixed(3)),
    ]),
    notes: [
      'Sizes are log-normal, sigma 1, cut at the entry limit. The bound is what the entries fill, by their number (20 a request) or by their bytes.',
      "Every packing is checked: each entry once, no request over its limits, and each source's entries in their order but for first-fit decreasing, which keeps none.",
      'With one source next-fit is the best that keeps its order. typebridge packs for PutEvents: 10 entries and 256,000 bytes.',
    ],
  };
}

const aim = 1.03;

/** That requests are full: near the bound where there are several sources, and the fewest possible where there is one. */
export function fullnessGoals(all: readonly Fullness[]): readonly Goal[] {
  const ofSeveral = all.filter(({ sources }) => sources > 1);
  const worst = Math.max(...ofSeveral.map(({ requests, bound }) => (requests[0] ?? 0) / bound));
  const ofOne = all.filter(({ sources }) => sources === 1);
  const best = ownPackers.indexOf(nextFit);
  const worstOfOne = Math.max(
    ...ofOne.map(({ requests }) => (requests[0] ?? 0) / (requests[best] ?? 0)),
  );
  return [
    {
      text: 'Requests of 10 sources or more, times the lower bound, at the worst',
      aim: `<= ${aim}`,
      measured: worst.toFixed(3),
      isReached: worst <= aim,
    },
    {
      text: 'Requests of one source, times the fewest that keep its order',
      aim: '<= 1',
      measured: worstOfOne.toFixed(3),
      isReached: worstOfOne <= 1,
    },
  ];
}
