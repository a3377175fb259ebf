import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  reconcileEnvironment,
  reconcileRequestsPerSecond,
} from '../../lambdas/settings/deployment.ts';
import type { ReconcileVariable } from '../../lambdas/reconcile/env.ts';
import type { OfStage } from './of-stage.ts';
import type { MappingTable } from './mapping-table.ts';
import { Reconciler } from './reconciler.ts';
import { RegistrationApi } from './registration-api.ts';

/** Properties of {@link ControlPlane}. */
export interface ControlPlaneProps extends OfStage {
  readonly mappings: MappingTable;
  /** The users of the page, unless the stage names an OpenID provider. */
  readonly userPool: UserPool | undefined;
  /** The events queue; test events take the same path as the vendor's. */
  readonly events: Queue;
}

/** The services of the home Region: the reconciler and the registration API. */
export class ControlPlane extends Construct {
  readonly reconciler: Reconciler;
  readonly registration: RegistrationApi;

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const { stage, key, mappings } = props;
    const { reconcile } = stage;
    this.reconciler = new Reconciler(this, 'Reconciler', {
      stage,
      key,
      mappings,
      environment: {
        ...reconcileEnvironment,
        RECONCILE_REQUESTS_PER_SECOND: String(reconcileRequestsPerSecond(stage.quotas)),
        POLICY_DRIFT: reconcile.drift,
        POLICY_GONE: reconcile.gone,
        POLICY_OTHER_ACCOUNT: reconcile.otherAccount,
        POLICY_ORPHAN: reconcile.orphan,
        ORPHAN_GRACE_HOURS: String(reconcile.orphanGraceHours),
        EXPIRING_DAYS: reconcile.expiringDays.join(','),
        MAPPING_TABLE_NAME: mappings.table.tableName,
        PARTNER_NAME: stage.partnerName,
        REGIONS: stage.customerRegions.join(','),
      } satisfies Record<ReconcileVariable, string>,
    });
    this.registration = new RegistrationApi(this, 'Registration', props);
  }
}
