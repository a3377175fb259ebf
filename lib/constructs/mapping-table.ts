import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  mappingTableKey,
  mappingTableTtl,
  tenantIndex,
} from '../../lambdas/aws/dynamodb-mapping-table.ts';
import { stateRemoval } from '../stage/state-removal.ts';
import { keyAlias, mappingTableName, type Stage } from '../stage/stage.ts';
import type { OfStage } from './of-stage.ts';

/**
 * The mapping table: one item for each partner event source, and an index by tenant. A global table with
 * a replica in each other Region of the stage, each under its own Region's key.
 *
 * On demand; restorable to any second of the last 35 days, and for 35 days after a deletion. In
 * production it is retained with its replicas when the stack is deleted. Not here: deletion protection,
 * under which a failed creation could not be rolled back; it is switched on afterwards (docs/deploy.md).
 */
export class MappingTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { stage, key }: OfStage) {
    super(scope, id);
    const replicaRegions = stage.regions.filter((region) => region !== stage.homeRegion);
    this.table = new TableV2(this, 'Table', {
      tableName: mappingTableName(stage),
      partitionKey: { name: mappingTableKey.partition, type: AttributeType.STRING },
      sortKey: { name: mappingTableKey.sort, type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: tenantIndex.name,
          partitionKey: { name: tenantIndex.partition, type: AttributeType.STRING },
          sortKey: { name: tenantIndex.sort, type: AttributeType.STRING },
        },
      ],
      timeToLiveAttribute: mappingTableTtl,
      encryption: TableEncryptionV2.customerManagedKey(
        key,
        replicaKeys(this, stage, replicaRegions),
      ),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Global tables replicate by it. A single Region does not need it, but a second Region can then be
      // added as a replica, with no other change.
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      removalPolicy: stateRemoval(stage),
      replicas: replicaRegions.map((region) => ({ region })),
    });
  }

  /** Lets the reconciler read all mappings, keep its checkpoint, and change, retire and adopt mappings. */
  grantReconcile(grantee: IGrantable): void {
    this.#grant(
      grantee,
      'dynamodb:Scan',
      'dynamodb:Query',
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    );
  }

  /** Lets the replay function find replays and the mapping of each, and write how far a replay has come. */
  grantReplay(grantee: IGrantable): void {
    this.#grant(grantee, 'dynamodb:GetItem', 'dynamodb:PutItem');
  }

  /** Lets registration list a tenant's mappings, write and remove them, and count the tenant's requests. */
  grantRegister(grantee: IGrantable): void {
    this.#grant(
      grantee,
      'dynamodb:Query',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    );
    Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:Query'],
      resourceArns: [`${this.table.tableArn}/index/${tenantIndex.name}`],
    });
  }

  // The table's own grants would include its index.
  #grant(grantee: IGrantable, ...actions: string[]): void {
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.table.tableArn] });
  }
}

// A key's id is known only in its own Region's stack; CloudFormation accepts the ARN of its alias here,
// which is known beforehand. The home stack depends on the others, so that the keys exist.
function replicaKeys(
  scope: Construct,
  stage: Stage,
  regions: readonly string[],
): Record<string, string> {
  const aliasArn = (region: string) =>
    Stack.of(scope).formatArn({
      service: 'kms',
      region,
      resource: keyAlias(stage),
      arnFormat: ArnFormat.NO_RESOURCE_NAME,
    });
  return Object.fromEntries(regions.map((region) => [region, aliasArn(region)]));
}
