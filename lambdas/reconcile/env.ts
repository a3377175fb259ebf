import * as v from 'valibot';
import {
  integerVariable,
  listVariable,
  parseEnvironment,
  textVariable,
  wordVariable,
} from '../settings/environment.ts';
import {
  mappingPolicies,
  orphanPolicies,
  standardReconcilePolicy,
} from '../domain/reconciliation.ts';
import type { ReconcileSettings } from '../ports/reconcile-services.ts';

const mappingPolicy = wordVariable(mappingPolicies);

const schema = v.object({
  MAPPING_TABLE_NAME: textVariable,
  PARTNER_NAME: textVariable,
  /** Regions in which sources without a mapping are looked for. */
  REGIONS: listVariable,
  RECONCILE_REQUESTS_PER_SECOND: integerVariable(1),
  POLICY_DRIFT: mappingPolicy,
  POLICY_GONE: mappingPolicy,
  POLICY_OTHER_ACCOUNT: mappingPolicy,
  POLICY_ORPHAN: wordVariable(orphanPolicies),
  ORPHAN_GRACE_HOURS: integerVariable(0),
  EXPIRING_DAYS: v.pipe(
    listVariable,
    v.array(v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/, 'must be numbers'), v.transform(Number))),
  ),
});

/** The names of the reconciler's environment variables. */
export type ReconcileVariable = keyof typeof schema.entries;

/** Reads the reconciler's environment; throws an Error that names what is wrong. */
export function parseReconcileEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): v.InferOutput<typeof schema> {
  return parseEnvironment(schema, environment);
}

/** How the reconciler works, from its environment. */
export function reconcileSettings(
  environment: ReturnType<typeof parseReconcileEnvironment>,
): ReconcileSettings {
  return {
    partnerName: environment.PARTNER_NAME,
    regions: environment.REGIONS,
    requestsPerSecond: environment.RECONCILE_REQUESTS_PER_SECOND,
    policy: {
      ...standardReconcilePolicy,
      drift: environment.POLICY_DRIFT,
      gone: environment.POLICY_GONE,
      otherAccount: environment.POLICY_OTHER_ACCOUNT,
      orphan: environment.POLICY_ORPHAN,
      orphanGraceMs: environment.ORPHAN_GRACE_HOURS * 3_600_000,
      expiringDays: environment.EXPIRING_DAYS,
    },
  };
}
