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
  readonly found: Record<Finding, number>;
  readonly repaired: Record<Finding, number>;
  /** PENDING mappings of which the vendor has been told that they expire. */
  expiringSoon: number;
  /** Events sent to the vendor. */
  told: number;
  /** Whether something was left for the next run. */
  incomplete: boolean;
  /** The age of the oldest check, seconds; none before the first rotation has ended. */
  oldestCheckSeconds?: number;
}

/** A report of nothing yet. */
export function newReport(dryRun: boolean): ReconcileReport {
  return {
    dryRun,
    checked: 0,
    failedCalls: 0,
    calls: 0,
    found: { drift: 0, gone: 0, otherAccount: 0, orphan: 0 },
    repaired: { drift: 0, gone: 0, otherAccount: 0, orphan: 0 },
    expiringSoon: 0,
    told: 0,
    incomplete: false,
  };
}
