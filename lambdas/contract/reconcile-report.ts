import * as v from 'valibot';
import { findings } from '../domain/reconciliation.ts';
import { sourceStates } from '../domain/source-state.ts';

const unansweredSourceSchema = v.object({
  sourceName: v.string(),
  region: v.string(),
  /** The error's code, such as `TimeoutError`. */
  code: v.string(),
});

const byFinding = v.object(v.entriesFromList(findings, v.number()));

/** What a run of the reconciler saw and did: the answer of its function, and a line of its log. */
export const reconcileReportSchema = v.object({
  dryRun: v.boolean(),
  /** Live mappings by the state that the table had; absent unless the run came by all of them. */
  mappings: v.exactOptional(v.object(v.entriesFromList(sourceStates, v.number()))),
  /** Sources that AWS was asked about. */
  checked: v.number(),
  /** Calls that failed after all tries. */
  failedCalls: v.number(),
  calls: v.number(),
  /** Sources that were to be asked about and for which there was no answer; nothing is concluded of them. */
  unanswered: v.number(),
  /** The first of them that were asked about, and what AWS said instead. */
  unansweredSources: v.array(unansweredSourceSchema),
  /** Regions that answered nothing: the rest of their sources was not asked about. */
  regionsLeft: v.array(v.omit(unansweredSourceSchema, ['sourceName'])),
  found: byFinding,
  repaired: byFinding,
  /** PENDING mappings whose expiry the vendor has been notified of. */
  expiringSoon: v.number(),
  /** Events sent to the vendor. */
  told: v.number(),
  /** Whether something was left for the next run. */
  incomplete: v.boolean(),
  /**
   * The age of the oldest check, seconds; none before the first rotation has ended. Of a source that
   * was never checked, it is counted from the beginning of the first rotation.
   */
  oldestCheckSeconds: v.exactOptional(v.number()),
});

/** What a run of the reconciler saw and did, counted while it goes on. */
export type ReconcileReport = v.InferOutput<typeof reconcileReportSchema>;

/** A source for which AWS did not answer. */
export type UnansweredSource = Readonly<v.InferOutput<typeof unansweredSourceSchema>>;
