import { CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { addOutputs, identityOutputs } from './add-outputs.ts';
import { AdministratorPool } from './constructs/administrator-pool.ts';
import { MappingTable } from './constructs/mapping-table.ts';
import { StageKey } from './constructs/stage-key.ts';
import { stackEnvironment } from './stage/stack-environment.ts';
import type { Stage } from './stage/stage.ts';

/** Properties of {@link StateStack}. */
export interface StateStackProps {
  readonly stage: Stage;
  /** One of the stage's Regions. */
  readonly region: string;
}

/** What is in the home Region's state alone. */
export interface HomeState {
  readonly mappings: MappingTable;
  /** The users of the page, unless another provider signs them in. */
  readonly userPool: UserPool | undefined;
}

/**
 * One Region's state, apart from what works on it, so that no failure there can touch it: the key; in
 * the home Region the mapping table too, and the administrators' user pool where no provider is named.
 *
 * In production everything here but the key's alias outlives the stack. Nothing here is protected
 * against deletion by the template: a creation that failed could not be rolled back and repeated
 * (docs/adr/0025).
 */
export class StateStack extends Stack {
  readonly key: IKey;
  readonly home: HomeState | undefined;

  constructor(scope: Construct, id: string, { stage, region }: StateStackProps) {
    super(scope, id, {
      env: stackEnvironment(stage, region),
      description: `Keeps what the Amazon EventBridge partner's stage ${stage.name} must not lose`,
    });
    const stageKey = new StageKey(this, 'Key', { stage });
    this.key = stageKey.key;
    // CloudFormation then refuses to take away what another stack still uses.
    CrossStackReferences.of(stageKey.key).produce(ReferenceStrength.STRONG);
    this.home = region === stage.homeRegion ? this.#addHome(stage, stageKey) : undefined;
    addOutputs(this, {
      ...identityOutputs(stage),
      UserPoolId: this.home?.userPool?.userPoolId,
    });
  }

  #addHome(stage: Stage, stageKey: StageKey): HomeState {
    const pool =
      stage.signIn === undefined
        ? new AdministratorPool(this, 'Administrators', { stage })
        : undefined;
    const mappings = new MappingTable(this, 'Mappings', { stage, key: stageKey.key });
    CrossStackReferences.of(mappings.table).produce(ReferenceStrength.STRONG);
    // Last: a table that has just become the source of replicas may refuse to be rolled back.
    mappings.node.addDependency(stageKey);
    if (pool !== undefined) mappings.node.addDependency(pool);
    return { mappings, userPool: pool?.userPool };
  }
}
