import * as v from 'valibot';
import { batchDoneMessage } from '../lambdas/aws/report.ts';
import {
  countNames,
  dropReasons,
  newBatchCounters,
  type BatchCounters,
} from '../lambdas/delivery/batch-counters.ts';
import { deadLetterReasons } from '../lambdas/domain/dead-letter.ts';
import { holdReasons } from '../lambdas/domain/history/row.ts';

/** The sums of the functions' reports on their batches. */
export type BatchTotals = Omit<BatchCounters, 'entriesPerCall' | 'acceptanceMs'>;

/** All totals at zero. */
export function newBatchTotals(): BatchTotals {
  const { entriesPerCall: _, acceptanceMs: __, ...totals } = newBatchCounters();
  return totals;
}

/** Adds a batch's report from a line of a function's log; any other line adds nothing. */
export function addLogLine(totals: BatchTotals, line: string): void {
  if (!line.includes(batchDoneMessage)) return;
  const parsed = v.safeParse(batchLine, line);
  if (!parsed.success) return;
  const batch = parsed.output;
  const sums = totals;
  for (const name of countNames) sums[name] += batch[name];
  for (const reason of dropReasons) sums.dropped[reason] += batch.dropped[reason];
  for (const reason of deadLetterReasons) sums.deadLettered[reason] += batch.deadLettered[reason];
  for (const reason of holdReasons) sums.held[reason] += batch.held[reason];
  for (const [key, count] of Object.entries(batch.failures)) {
    sums.failures[key] = (sums.failures[key] ?? 0) + count;
  }
}

const countOrNone = v.optional(v.number(), 0);

const batchLine = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    service: v.string(),
    message: v.literal(batchDoneMessage),
    ...v.entriesFromList(countNames, v.number()),
    dropped: v.object(v.entriesFromList(dropReasons, countOrNone)),
    deadLettered: v.object(v.entriesFromList(deadLetterReasons, countOrNone)),
    held: v.object(v.entriesFromList(holdReasons, countOrNone)),
    failures: v.record(v.string(), v.number()),
  }),
);
