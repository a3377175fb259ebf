import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { mappingTableKey, mappingTableTtl } from '../../lambdas/aws/dynamodb-mapping-table.ts';

/** The table of mappings: one item for each partner event source. On demand; kept on deletion. */
export class MappingTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: mappingTableKey.partition, type: AttributeType.STRING },
      sortKey: { name: mappingTableKey.sort, type: AttributeType.STRING },
      timeToLiveAttribute: mappingTableTtl,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Lets a function look mappings up and retire them. */
  grantLookUpAndRetire(grantee: IGrantable): void {
    this.table.grant(grantee, 'dynamodb:Query', 'dynamodb:UpdateItem');
  }

  /** Lets the reconciler go through the mappings, keep its place, and change, retire and adopt mappings. */
  grantReconcile(grantee: IGrantable): void {
    this.table.grant(
      grantee,
      'dynamodb:Scan',
      'dynamodb:Query',
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    );
  }
}
