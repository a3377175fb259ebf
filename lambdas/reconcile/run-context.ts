import type { Log } from '../ports/delivery.ts';
import type { ReconcilePolicy } from '../domain/reconciliation.ts';
import type { Time } from './rate-limiter.ts';
import type { PartnerSources, ReconcileTable, SendNotifications } from '../ports/reconcile.ts';
import { regionCalls, type RegionCalls } from './region-calls.ts';
import { newReport, type ReconcileReport } from './report.ts';

/** What the reconciler needs from outside. */
export interface ReconcileServices {
  readonly sources: PartnerSources;
  readonly table: ReconcileTable;
  readonly sendNotifications: SendNotifications;
  readonly log: Log;
  readonly time: Time;
  /** A new unique value for a mapping that is adopted. */
  readonly newGeneration: () => string;
  readonly settings: ReconcileSettings;
}

/** How the reconciler works. */
export interface ReconcileSettings {
  /** The vendor's partner name: its sources begin with `aws.partner/<name>/`. */
  readonly partnerName: string;
  /** Regions in which sources without a mapping are looked for. */
  readonly regions: readonly string[];
  /** Calls to each Region's EventBridge; the quota of these operations is 50. */
  readonly requestsPerSecond: number;
  readonly policy: ReconcilePolicy;
}

/** One run: its services, its report, and the calls to each Region. */
export interface RunContext extends ReconcileServices {
  readonly report: ReconcileReport;
  /** Reports, and changes nothing. */
  readonly dryRun: boolean;
  readonly callsTo: (region: string) => RegionCalls;
}

/** Begins a run. */
export function beginRun(services: ReconcileServices, dryRun: boolean): RunContext {
  const report = newReport(dryRun);
  const { requestsPerSecond } = services.settings;
  const regions = new Map<string, RegionCalls>();
  const callsTo = (region: string) => {
    const calls =
      regions.get(region) ?? regionCalls(region, requestsPerSecond, { ...services, report });
    regions.set(region, calls);
    return calls;
  };
  return { ...services, report, dryRun, callsTo };
}
