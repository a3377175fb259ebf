import type { ReconcileServices } from '../ports/reconcile-services.ts';
import { regionCalls, type RegionCalls } from './region-calls.ts';
import type { ReconcileReport } from '../contract/reconcile-report.ts';
import { newReport } from './report.ts';

/** One run: its services, its report, and the calls to each Region. */
export interface RunContext extends ReconcileServices {
  readonly report: ReconcileReport;
  /** The run reports what it finds, and changes nothing. */
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
