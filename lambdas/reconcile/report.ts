import type { SourceState } from '../domain/mapping.ts';
import type { Finding } from '../domain/reconciliation.ts';

/** What a run of the reconciler saw and did. */
export interface ReconcileReport {
  readonly dryRun: boolean;
  /** Live mappings by the state that the table had; absent unless the run came by all of them. */
  mappings?: Record<SourceState, number>;
  /** Sources that AWS was asked about. */
  checked: number;
  /** Calls that failed after all tries. */
  failedCalls: number;
  calls: number;
  /** Sources that were to be asked about and for which there was no answer; nothing is concluded of them. */
  unanswered: number;
  /** The first of them that were asked about, and what AWS said instead. */
  readonly unansweredSources: UnansweredSource[];
  /** Regions that answered nothing: the rest of their sources was not asked about. */
  readonly regionsLeft: RegionLeft[];
  readonly found: Record<Finding, number>;
  readonly repaired: Record<Finding, number>;
  /** PENDING mappings of which the vendor has been told that they expire. */
  expiringSoon: number;
  /** Events sent to the vendor. */
  told: number;
  /** Whether something was left for the next run. */
  incomplete: boolean;
  /**
   * The age of the oldest check, seconds; none before the first rotation has ended. Of a source that
   * was never checked, it is counted from the beginning of the first rotation.
   */
  oldestCheckSeconds?: number;
}

/** A source for which AWS did not answer. */
export interface UnansweredSource {
  readonly sourceName: string;
  readonly region: string;
  /** The error's code, such as `TimeoutError`. */
  readonly code: string;
}

/** A Region that answered nothing, and the code of the last error. */
export type RegionLeft = Omit<UnansweredSource, 'sourceName'>;

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
