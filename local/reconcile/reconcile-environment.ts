import { reconcileRequestsPerSecond } from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { partnerName } from '../partner.ts';

/** The reconciler's variables in local mode: the stack's settings, on the local table, queue and console. */
export function localReconcileEnvironment(
  mappingTableName: string,
  searchedRegions: readonly string[],
  addresses: { readonly replayQueueUrl: string; readonly publicUrl: string },
) {
  return environmentOf('reconcile', {
    ...localSettings,
    share: { requestsPerSecond: reconcileRequestsPerSecond(localSettings.quotas) },
    place: {
      mappingTableName,
      partnerName,
      searchedRegions,
      ...addresses,
    },
  });
}
