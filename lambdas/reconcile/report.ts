import type { ReconcileReport, UnansweredSource } from '../contract/reconcile-report.ts';

/** A report is one log line, and the answer of a function: names in it have an end. */
const maxNamed = 50;

/** A report of nothing yet. */
export function newReport(dryRun: boolean): ReconcileReport {
  return {
    dryRun,
    checked: 0,
    failedCalls: 0,
    calls: 0,
    unanswered: 0,
    unansweredSources: [],
    regionsLeft: [],
    found: { drift: 0, gone: 0, otherAccount: 0, orphan: 0 },
    repaired: { drift: 0, gone: 0, otherAccount: 0, orphan: 0 },
    expiringSoon: 0,
    told: 0,
    incomplete: false,
  };
}

/** Counts what was not answered: a call that was made, a source, or both. */
export function noteFailure(
  report: ReconcileReport,
  { wasMade, isSource }: { wasMade: boolean; isSource: boolean },
): void {
  const counts = report;
  counts.incomplete = true;
  if (wasMade) counts.failedCalls += 1;
  if (isSource) counts.unanswered += 1;
}

/** Names a source for which there is no answer; false if there are too many to name. */
export function nameUnanswered(
  { unansweredSources: named }: ReconcileReport,
  source: UnansweredSource,
): boolean {
  if (named.length >= maxNamed) return false;
  named.push(source);
  return true;
}
