import { isUnheard, type HistoryRow } from './row.ts';
import type { CountKind } from './terms.ts';

export { countKinds } from './terms.ts';
export type { CountKind } from './terms.ts';

export type HistoryCounts = Readonly<Record<CountKind, number>>;

export const noCounts: HistoryCounts = {
  accepted: 0,
  acceptedUnheard: 0,
  waiting: 0,
  held: 0,
  failed: 0,
  skipped: 0,
};

/** What a row counts as. */
export function countKindOf(row: Pick<HistoryRow, 'outcome' | 'state'>): CountKind {
  if (isUnheard(row)) return 'acceptedUnheard';
  return row.outcome === 'deadLettered' ? 'failed' : row.outcome;
}

/** Counts rows. */
export function countRows(rows: Iterable<Pick<HistoryRow, 'outcome' | 'state'>>): HistoryCounts {
  const counts = { ...noCounts };
  for (const row of rows) counts[countKindOf(row)] += 1;
  return counts;
}

/** The sum of two counts. */
export function addCounts(one: HistoryCounts, other: HistoryCounts): HistoryCounts {
  return {
    accepted: one.accepted + other.accepted,
    acceptedUnheard: one.acceptedUnheard + other.acceptedUnheard,
    waiting: one.waiting + other.waiting,
    held: one.held + other.held,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** How many of the rows the customer did not get, and can still have. */
export function missedIn({ held, acceptedUnheard }: HistoryCounts): number {
  return held + acceptedUnheard;
}
