import type { FieldError } from '../../contract/problems.ts';

const dayMs = 86_400_000;

/** What is wrong with the times of a replay: they must be in the past, and in the time that is kept. */
export function rangeErrors(
  { from, to }: { readonly from: number; readonly to: number },
  { nowMs, rowDays }: { readonly nowMs: number; readonly rowDays: number },
): readonly FieldError[] {
  return [
    ...(from < nowMs - rowDays * dayMs
      ? [{ field: '/from', message: `is longer ago than ${rowDays} days` }]
      : []),
    ...(from >= to ? [{ field: '/to', message: 'must be after from' }] : []),
    ...(to > nowMs ? [{ field: '/to', message: 'is in the future' }] : []),
  ];
}
