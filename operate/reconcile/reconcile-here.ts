import { reconcileServices } from '../../lambdas/aws/reconcile-services.ts';
import { reconcileDeployment } from '../../lambdas/settings/deployment.ts';
import {
  parseReconcileEnvironment,
  reconcileResources,
  reconcileSettings,
} from '../../lambdas/reconcile/env.ts';
import { reconcile } from '../../lambdas/reconcile/handler.ts';
import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';
import type { ReconcileReport } from '../../lambdas/contract/reconcile-report.ts';
import { localReconcileEnvironment } from '../../local/reconcile/reconcile-environment.ts';
import { warningsTo } from '../log.ts';
import { progressOn, type Progress } from '../progress.ts';
import type { Connection, ReconcilerLocation } from '../target/connection.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Runs the reconciler's code once in this process, by the clock of local mode's EventBridge.
 *
 * @param location where it searches for sources without a mapping
 */
export async function reconcileHere(
  dryRun: boolean,
  { regions, publicUrl }: Extract<ReconcilerLocation, { readonly kind: 'here' }>,
  { mappingTableName, queues, clockAheadMs }: Connection,
  { errorOutput }: Pick<Terminal, 'errorOutput'>,
): Promise<ReconcileReport> {
  const replayQueueUrl = new URL('replays', queues.events.url).href;
  const environment = localReconcileEnvironment(mappingTableName, regions, {
    replayQueueUrl,
    publicUrl,
  });
  const parsed = parseReconcileEnvironment(environment);
  const services = reconcileServices(
    reconcileResources(parsed),
    reconcileSettings(parsed),
    warningsTo(errorOutput),
  );
  const progress = progressOn(errorOutput);
  const now = () => Date.now() + clockAheadMs;
  const report = await reconcile(
    { dryRun, deadlineMs: now() + reconcileDeployment.timeoutSeconds * 1000 },
    {
      ...services,
      sources: showingProgress(services.sources, progress),
      time: { now, sleep: services.sleep },
    },
  );
  progress.finish();
  return report;
}

/** The same sources, showing how many were checked. */
function showingProgress(sources: PartnerSources, progress: Progress): PartnerSources {
  let checked = 0;
  return {
    ...sources,
    observe: async (region, name, timeoutMs) => {
      checked += 1;
      progress.show(`${checked.toLocaleString('en-US')} sources checked`);
      return await sources.observe(region, name, timeoutMs);
    },
  };
}
