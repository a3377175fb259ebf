import { reconcileRequestsPerSecond } from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { partnerName } from '../partner.ts';

/** The reconciler's variables in local mode: the stack's settings, on the local table and queue. */
export function localReconcileEnvironment(
  mappingTableName: string,
  searchedRegions: readonly string[],
  replayQueueUrl: string,
) {
  return environmentOf('reconcile', {
    ...localSettings,
    share: { requestsPerSecond: reconcileRequestsPerSecond(localSettings.quotas) },
    place: {
      mappingTableName,
      partnerName,
      searchedRegions,
      replayQueueUrl,
      publicUrl: 'http://127.0.0.1:4604',
    },
  });
}
