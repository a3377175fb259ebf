import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Fleet } from '../../lambdas/settings/fleet.ts';
import type { DataPlane } from './data-plane.ts';
import type { OfStage } from './of-stage.ts';
import type { MappingTable } from './mapping-table.ts';
import { NotificationSchemas } from './notification-schemas.ts';
import { Reconciler } from './reconciler.ts';
import { RegistrationApi } from './registration-api.ts';
import { Replays } from './replays.ts';
import { hasSchemaRegistries } from './schema-regions.ts';

/** Properties of {@link ControlPlane}. */
export interface ControlPlaneProps extends OfStage {
  readonly mappings: MappingTable;
  /** The users of the page, unless the stage names an OpenID provider. */
  readonly userPool: UserPool | undefined;
  /** That of the home Region. */
  readonly dataPlane: DataPlane;
  readonly fleet: Fleet;
}

/** The services of the home Region: replays, the reconciler with the schemas of its events, and the registration API. */
export class ControlPlane extends Construct {
  readonly replays: Replays;
  readonly reconciler: Reconciler;
  readonly registration: RegistrationApi;
  /** Absent in a Region where EventBridge has no schema registries. */
  readonly notificationSchemas?: NotificationSchemas;

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    const { stage, key, mappings, userPool, dataPlane } = props;
    this.replays = new Replays(this, 'Replays', props);
    const { queue: replays } = this.replays.queues;
    this.registration = new RegistrationApi(this, 'Registration', {
      stage,
      key,
      mappings,
      userPool,
      replays,
      events: dataPlane.events.queue,
    });
    this.reconciler = new Reconciler(this, 'Reconciler', {
      stage,
      key,
      mappings,
      replays,
      publicUrl: this.registration.api.apiEndpoint,
    });
    if (hasSchemaRegistries(stage.homeRegion)) {
      this.notificationSchemas = new NotificationSchemas(this, 'NotificationSchemas', { stage });
    }
  }
}
