import type { Rows } from './rows.ts';

/** When the passes begin. */
export const startMs = Date.parse('2026-11-21T19:00:00Z');

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** One in twenty is PENDING; some have changed in AWS since the table was last updated. */
export function fill(rows: Rows): void {
  for (let row = 0; row < rows.count; row += 1) {
    const state = row % 20 === 0 ? 1 : 2;
    rows.tableState[row] = state;
    rows.awsState[row] = state;
    rows.awsExpiryMs[row] = startMs + (row % 7) * dayMs + hourMs;
    if (row % 101 === 0) rows.awsState[row] = 3 - state;
    if (row % 503 === 0) rows.awsState[row] = 0;
  }
}

/** The first rows whose state in the table is not that in AWS, after a pass; none when it did its work. */
export function untrueRows({ count, tableState, awsState }: Rows): readonly number[] {
  return Array.from({ length: count }, (_, row) => row)
    .filter((row) => tableState[row] !== awsState[row])
    .slice(0, 10);
}
