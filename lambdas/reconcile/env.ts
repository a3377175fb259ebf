import type { ReconcileResources } from '../aws/reconcile-services.ts';
import type { ReconcileSettings } from '../ports/reconcile-services.ts';
import { environmentReader, settingsIn } from '../settings/read-settings.ts';
import type { EnvironmentValues } from '../settings/setting.ts';
import { history } from '../settings/table/history.ts';
import { largeEvents } from '../settings/table/large-events.ts';
import { place } from '../settings/table/place.ts';
import { share } from '../settings/table/quotas.ts';
import { reconcile } from '../settings/table/reconcile.ts';

const sections = { place, share, reconcile, history, largeEvents };

/** Reads the reconciler's environment; throws an Error that names what is wrong. */
export const parseReconcileEnvironment = environmentReader(sections, 'reconcile');

type ReconcileEnvironment = EnvironmentValues<typeof sections, 'reconcile'>;

/** The mapping table, the replay queue and how links begin, from the reconciler's environment. */
export function reconcileResources(environment: ReconcileEnvironment): ReconcileResources {
  const settings = settingsIn(sections, 'reconcile', environment);
  const { mappingTableName: tableName, replayQueueUrl, publicUrl } = settings.place;
  const linksBaseUrl = publicUrl.replace(/\/+$/, '');
  return {
    tableName,
    replayQueueUrl,
    ...(settings.largeEvents.relay === 'byReference' && { linksBaseUrl }),
  };
}

/** How the reconciler works, from its environment. */
export function reconcileSettings(environment: ReconcileEnvironment): ReconcileSettings {
  const settings = settingsIn(sections, 'reconcile', environment);
  return {
    partnerName: settings.place.partnerName,
    regions: settings.place.searchedRegions,
    requestsPerSecond: settings.share.requestsPerSecond,
    policy: { ...settings.reconcile, booksMissed: settings.history.rows !== 'none' },
  };
}
