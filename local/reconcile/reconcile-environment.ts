import { reconcileEnvironment } from '../../lambdas/settings/deployment.ts';
import type { ReconcileVariable } from '../../lambdas/reconcile/env.ts';
import { partnerName } from '../partner.ts';

/** The reconciler's variables in local mode: the stack's settings, on the local table. */
export function localReconcileEnvironment(tableName: string, regions: readonly string[]) {
  return {
    ...reconcileEnvironment,
    MAPPING_TABLE_NAME: tableName,
    PARTNER_NAME: partnerName,
    REGIONS: regions.join(','),
  } satisfies Record<ReconcileVariable, string>;
}
