import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  AnyPrincipal,
  CompositePrincipal,
  PolicyStatement,
  ServicePrincipal,
  type IPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { partitionOf } from '../../lambdas/domain/partition.ts';
import { stateRemoval } from '../stage/state-removal.ts';
import { keyAlias, payloadBucketPrefix, stackName, type Stage } from '../stage/stage.ts';
import { vendedLogsPrefix } from './add-log-group.ts';
import { bucketArn } from './bucket-access.ts';

/** Properties of {@link StageKey}. */
export interface StageKeyProps {
  readonly stage: Stage;
}

/**
 * A Region's key for the queues, the mapping table or its replica, the history, the details of large events,
 * the log groups and the alarm topic; rotated every year.
 *
 * A service may use it on behalf of anyone in this account who may use the service's resource, so roles
 * need no KMS permission, not even for the home Region's key when they write to the home Region's table.
 * The account's administrators manage it by IAM. In production it outlives its stack: without it the
 * table, which does too, could not be read. The alias is deleted with the stack, since its fixed name
 * would block the next one.
 */
export class StageKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage }: StageKeyProps) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    this.key = new Key(this, 'Key', {
      alias: keyAlias(stage),
      description: `Queues, mappings, history, large events, logs and alarms of the partner event sources, stage ${stage.name}`,
      enableKeyRotation: true,
      removalPolicy: stateRemoval(stage),
    });
    const payloads = bucketArn(this, `${payloadBucketPrefix(stage, account)}-${region}`);
    const viaQueues = { 'kms:ViaService': serviceNames('sqs', region) };
    const viaTables = { 'kms:ViaService': serviceNames('dynamodb', region) };
    const ofThisAccount = { 'kms:CallerAccount': account };
    this.#allow('Queues', new AnyPrincipal(), messageActions, {
      StringEquals: { ...ofThisAccount, ...viaQueues },
    });
    this.#allow('Table', new AnyPrincipal(), tableActions, {
      StringEquals: { ...ofThisAccount, ...viaTables },
    });
    // For readers in another Region too: S3 calls the key in the bucket's Region on behalf of the reader.
    this.#allow('Bucket', new AnyPrincipal(), messageActions, {
      StringEquals: { ...ofThisAccount, 'kms:ViaService': serviceNames('s3', region) },
    });
    if (stage.producers.length > 0) {
      // The statements above do not cover a producer of another account.
      this.#allow('Producers', new AnyPrincipal(), messageActions, {
        StringEquals: viaQueues,
        ArnEquals: { 'aws:PrincipalArn': stage.producers },
      });
      // To store details, in parts too; not to read any, for which they lack the bucket's permission.
      this.#allow('ProducersPayloads', new AnyPrincipal(), messageActions, {
        StringEquals: { 'kms:ViaService': serviceNames('s3', region) },
        ArnEquals: { 'aws:PrincipalArn': stage.producers },
        // With a bucket key S3 names the bucket, otherwise the object.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [payloads, `${payloads}/*`] },
      });
    }
    this.#allow('Logs', logsPrincipal(region), logActions, {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupsOf(this, stage) },
    });
    // Without a condition: the topic's policy decides whose alarms reach the key, and an alarm that
    // cannot use the key is lost silently.
    this.#allow('Alarms', new ServicePrincipal('cloudwatch.amazonaws.com'), messageActions);
  }

  #allow(sid: string, principal: IPrincipal, actions: string[], conditions: Conditions = {}): void {
    const statement = { sid, principals: [principal], actions, resources: ['*'], conditions };
    this.key.addToResourcePolicy(new PolicyStatement(statement));
  }
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

// KMS knows a service by its address. Its guide has no example for partitions whose addresses end
// differently, so both endings are allowed there.
function serviceNames(service: string, region: string): readonly string[] {
  const suffixes = new Set(['amazonaws.com', partitionOf(region).urlSuffix]);
  return [...suffixes].map((suffix) => `${service}.${region}.${suffix}`);
}

// CloudWatch Logs' user guide names the service with the Region, other AWS guides without it; log groups
// could not use a key that allowed only the latter (terraform-provider-aws #29282).
function logsPrincipal(region: string): IPrincipal {
  return new CompositePrincipal(
    new ServicePrincipal('logs.amazonaws.com'),
    new ServicePrincipal(`logs.${region}.${partitionOf(region).urlSuffix}`),
  );
}

// The log groups of the services' stack, by the prefixes of their names.
function logGroupsOf(scope: Construct, stage: Stage): readonly string[] {
  const stack = Stack.of(scope);
  const names = `${stackName(stage, stack.region)}-*`;
  return [names, `${vendedLogsPrefix}${names}`].map((resourceName) =>
    stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
}

// What SQS and SNS need from a key for senders, SQS for receivers, and S3 for objects with a bucket key, to
// write them, in parts too, and to read them (their guides).
const messageActions = ['kms:Decrypt', 'kms:GenerateDataKey'];

// What DynamoDB needs from a key for users of a table (its developer guide, encryption at rest).
const tableActions = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

// What CloudWatch Logs needs from a key for a log group (its user guide).
const logActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
