import { Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acceptFinding, type AcceptedFinding } from '../accept-finding.ts';
import { historyBucketPrefix, historyTableName } from '../stage/stage.ts';
import { stateRemoval } from '../stage/state-removal.ts';
import { addStateBucket } from './add-state-bucket.ts';
import type { OfStage } from './of-stage.ts';

/** The keys of an item of the history table, and the attribute that ends its time. */
const historyTableKeys = { partition: 'pk', sort: 'sk', ttl: 'expiresAt' } as const;

/**
 * The history of a Region: a table of what became of deliveries, and a bucket for the contents of events.
 *
 * The table is on demand, with TTL; the bucket deletes contents after the stage's `history.bodyDays`, and
 * rows that are beside the table a day after the table does. Both
 * are under the Region's key, and in production outlive the stack. They have fixed names, so that every
 * Region's functions find them. Not here: point-in-time recovery and versions, which would keep what is
 * over or was erased; and deletion protection, under which a failed creation could not be rolled back (it
 * is switched on afterwards, docs/deploy.md).
 */
export class HistoryStore extends Construct {
  readonly table: Table;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, ofStage: OfStage) {
    super(scope, id);
    this.table = this.#addTable(ofStage);
    this.bucket = this.#addBucket(ofStage);
  }

  #addTable({ stage, key }: OfStage): Table {
    const table = new Table(this, 'Table', {
      billingMode: BillingMode.PAY_PER_REQUEST,
      tableName: historyTableName(stage),
      partitionKey: { name: historyTableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: historyTableKeys.sort, type: AttributeType.STRING },
      timeToLiveAttribute: historyTableKeys.ttl,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      removalPolicy: stateRemoval(stage),
    });
    for (const one of withoutBackups) acceptFinding(table, one);
    return table;
  }

  #addBucket({ stage, key }: OfStage): Bucket {
    const bucket = addStateBucket(this, 'Bucket', {
      stage,
      key,
      namePrefix: historyBucketPrefix(stage, Stack.of(this).account),
      lifecycleRules: [
        {
          id: 'contents',
          prefix: 'bodies/',
          expiration: Duration.days(stage.history.bodyDays),
        },
        {
          id: 'rows',
          prefix: 'rows/',
          expiration: Duration.days(stage.history.rowDays + 1),
        },
      ],
    });
    for (const one of notOfAHistory) acceptFinding(bucket, one);
    return bucket;
  }
}

const backups =
  'A backup would keep what is over and what a tenant had erased. Rows are kept for some weeks.';

const withoutBackups: readonly AcceptedFinding[] = [
  { rule: 'DDB3', packs: ['AwsSolutions'], reason: backups },
  {
    rule: 'DynamoDBPITREnabled',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason: backups,
  },
  { rule: 'DynamoDBInBackupPlan', packs: ['HIPAA.Security', 'NIST.800.53.R5'], reason: backups },
];

const notOfAHistory: readonly AcceptedFinding[] = [
  {
    rule: 'S1',
    packs: ['AwsSolutions'],
    reason:
      'Only the stage’s functions read it, and the registration API logs each request for contents.',
  },
  {
    rule: 'S3BucketLoggingEnabled',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason:
      'Only the stage’s functions read it, and the registration API logs each request for contents.',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason: 'The contents of a Region’s events stay in it, and for some days only.',
  },
  {
    rule: 'S3BucketVersioningEnabled',
    packs: ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'],
    reason: 'A version would keep what a tenant had erased. No object is written twice otherwise.',
  },
  {
    rule: 'S3BucketDefaultLockEnabled',
    packs: ['NIST.800.53.R5'],
    reason: 'What a tenant wants erased must not be locked.',
  },
];
