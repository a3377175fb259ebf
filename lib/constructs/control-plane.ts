import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
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
    this.reconciler = new Reconciler(this, 'Reconciler', { stage, key, mappings });
    this.registration = new RegistrationApi(this, 'Registration', props);
  }
}
