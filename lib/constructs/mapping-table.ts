import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  mappingTableKey,
  mappingTableTtl,
  tenantIndex,
} from '../../lambdas/aws/dynamodb-mapping-table.ts';

/**
 * The table of mappings: one item for each partner event source, and an index of each tenant's. On
 * demand; kept on deletion.
 */
export class MappingTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
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
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Lets a function look mappings up, retire them and note what became of their events. */
  grantLookUpAndRetire(grantee: IGrantable): void {
    this.#grant(grantee, 'dynamodb:Query', 'dynamodb:UpdateItem');
  }

  /** Lets the reconciler go through the mappings, keep its place, and change, retire and adopt mappings. */
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

  /** Lets registration list a tenant's mappings, write and remove them, and keep the tenant's ledger. */
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

  // The table's own grants would hold for its index too.
  #grant(grantee: IGrantable, ...actions: string[]): void {
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.table.tableArn] });
  }
}
