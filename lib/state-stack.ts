import { CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { addOutputs, identityOutputs } from './add-outputs.ts';
import { AdministratorPool } from './constructs/administrator-pool.ts';
import { HistoryStore } from './constructs/history-store.ts';
import { MappingTable } from './constructs/mapping-table.ts';
import { PayloadStore } from './constructs/payload-store.ts';
import { StageKey } from './constructs/stage-key.ts';
import { useFeatureFlags } from './feature-flags.ts';
import { stackEnvironment } from './stage/stack-environment.ts';
import { stateStackName, type Stage } from './stage/stage.ts';

/** Properties of {@link StateStack}. */
export interface StateStackProps {
  /** The stage, of {@link defineStage} or {@link readStage}. */
  readonly stage: Stage;
  /** One of the stage's Regions. */
  readonly region: string;
}

/** The state that only the home Region has. */
export interface HomeState {
  /**
   * Which partner event source is whose. The services are given their rights to it by this.
   *
   * @internal
   */
  readonly mappings: MappingTable;
  /** The users of the page, unless the stage names an OpenID provider. */
  readonly userPool: UserPool | undefined;
}

/**
 * One Region's state, separate from the services so that none of their failures can touch it: the key, the
 * history and the details of large events; in the home Region also the mapping table, and the
 * administrators' user pool unless the stage names a provider.
 *
 * In production everything here except the key's alias outlives the stack. The template protects nothing
 * against deletion: a failed creation could not be rolled back and repeated (docs/adr/0025).
 */
export class StateStack extends Stack {
  /** The key that encrypts the Region's state. */
  readonly key: IKey;
  /** What only the home Region has; undefined in the others. */
  readonly home: HomeState | undefined;

  /**
   * {@link addStageStacks} calls it for each Region, and adds what one stack needs of another.
   *
   * @param scope an app, or a CDK stage of a pipeline
   * @param id of the stack in `scope`; its name in CloudFormation follows from the stage
   * @param props the stage and the Region
   */
  constructor(scope: Construct, id: string, { stage, region }: StateStackProps) {
    super(scope, id, {
      env: stackEnvironment(scope, stage, region),
      // A CDK stage would put its own name before it.
      stackName: stateStackName(stage, region),
      description: `The state of an Amazon EventBridge partner, which must not be lost (stage ${stage.name})`,
    });
    useFeatureFlags(this);
    const stageKey = new StageKey(this, 'Key', { stage });
    this.key = stageKey.key;
    // CloudFormation then refuses to delete what another stack still uses.
    CrossStackReferences.of(stageKey.key).produce(ReferenceStrength.STRONG);
    const history = new HistoryStore(this, 'History', { stage, key: this.key });
    const payloads = new PayloadStore(this, 'Payloads', { stage, key: this.key });
    this.home =
      region === stage.homeRegion ? this.#addHome(stage, [stageKey, history, payloads]) : undefined;
    addOutputs(this, {
      ...identityOutputs(stage),
      UserPoolId: this.home?.userPool?.userPoolId,
    });
  }

  #addHome(stage: Stage, others: readonly Construct[]): HomeState {
    const pool =
      stage.signIn === undefined
        ? new AdministratorPool(this, 'Administrators', { stage })
        : undefined;
    const mappings = new MappingTable(this, 'Mappings', { stage, key: this.key });
    CrossStackReferences.of(mappings.table).produce(ReferenceStrength.STRONG);
    // Last: DynamoDB may refuse to roll back a table that has just become the source of replicas.
    mappings.node.addDependency(...others, ...(pool === undefined ? [] : [pool]));
    return { mappings, userPool: pool?.userPool };
  }
}
