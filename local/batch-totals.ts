import * as v from 'valibot';
import { batchDoneMessage } from '../lambdas/aws/report.ts';

/** The sums of the functions' reports on their batches. */
export interface BatchTotals {
  messages: number;
  events: number;
  entries: number;
  accepted: number;
  retried: number;
  retiredMappings: number;
  readonly dropped: Record<string, number>;
  readonly deadLettered: Record<string, number>;
  /** By Region and error code. */
  readonly failures: Record<string, number>;
}

/** All totals at zero. */
export function newBatchTotals(): BatchTotals {
  return {
    messages: 0,
    events: 0,
    entries: 0,
    accepted: 0,
    retried: 0,
    retiredMappings: 0,
    dropped: {},
    deadLettered: {},
    failures: {},
  };
}

/** Adds a batch's report from a line of a function's log; any other line adds nothing. */
export function addLogLine(totals: BatchTotals, line: string): void {
  if (!line.includes(batchDoneMessage)) return;
  const parsed = v.safeParse(batchLine, line);
  if (!parsed.success) return;
  const batch = parsed.output;
  const sums = totals;
  for (const name of countNames) sums[name] += batch[name];
  for (const name of groupNames) {
    for (const [key, count] of Object.entries(batch[name])) {
      totals[name][key] = (totals[name][key] ?? 0) + count;
    }
  }
}

const countNames = [
  'messages',
  'events',
  'entries',
  'accepted',
  'retried',
  'retiredMappings',
] as const;
const groupNames = ['dropped', 'deadLettered', 'failures'] as const;

const counts = v.record(v.string(), v.number());

const batchLine = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    service: v.string(),
    message: v.literal(batchDoneMessage),
    messages: v.number(),
    events: v.number(),
    entries: v.number(),
    accepted: v.number(),
    retried: v.number(),
    retiredMappings: v.number(),
    dropped: counts,
    deadLettered: counts,
    failures: counts,
  }),
);
