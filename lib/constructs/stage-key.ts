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
import { keyAlias, stackName, type Stage } from '../stage/stage.ts';
import { vendedLogsPrefix } from './add-log-group.ts';

/** Properties of {@link StageKey}. */
export interface StageKeyProps {
  readonly stage: Stage;
}

/**
 * A Region's key for the queues, the table or its replica, the log groups and the alarm topic;
 * rotated each year.
 *
 * A service may use it on behalf of whoever in this account may use the service's resource, so roles
 * need no permission of KMS, and a function that writes to the home Region's table none of that
 * Region's key. The account's administrators manage it by IAM. In production it outlives its stack:
 * without it the table, which does too, could not be read. The alias goes with the stack, since its
 * fixed name would stand in the way of the next.
 */
export class StageKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage }: StageKeyProps) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    this.key = new Key(this, 'Key', {
      alias: keyAlias(stage),
      description: `Queues, mappings, logs and alarms of the partner event sources, stage ${stage.name}`,
      enableKeyRotation: true,
      removalPolicy: stateRemoval(stage),
    });
    const viaQueues = { 'kms:ViaService': serviceNames('sqs', region) };
    const viaTables = { 'kms:ViaService': serviceNames('dynamodb', region) };
    const ofThisAccount = { 'kms:CallerAccount': account };
    this.#allow('Queues', new AnyPrincipal(), messageActions, {
      StringEquals: { ...ofThisAccount, ...viaQueues },
    });
    this.#allow('Table', new AnyPrincipal(), tableActions, {
      StringEquals: { ...ofThisAccount, ...viaTables },
    });
    if (stage.producers.length > 0) {
      // A producer of another account is not "of this account" above.
      this.#allow('Producers', new AnyPrincipal(), messageActions, {
        StringEquals: viaQueues,
        ArnEquals: { 'aws:PrincipalArn': stage.producers },
      });
    }
    this.#allow('Logs', logsPrincipal(region), logActions, {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupsOf(this, stage) },
    });
    // Without a condition: the topic's policy says whose alarms get as far as the key, and an alarm
    // that cannot use it is lost without a sound.
    this.#allow('Alarms', new ServicePrincipal('cloudwatch.amazonaws.com'), messageActions);
  }

  #allow(sid: string, principal: IPrincipal, actions: string[], conditions: Conditions = {}): void {
    const statement = { sid, principals: [principal], actions, resources: ['*'], conditions };
    this.key.addToResourcePolicy(new PolicyStatement(statement));
  }
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

// KMS knows a service by its address. Its guide has no example of a partition whose addresses end
// otherwise, so that there both are right.
function serviceNames(service: string, region: string): readonly string[] {
  const suffixes = new Set(['amazonaws.com', partitionOf(region).urlSuffix]);
  return [...suffixes].map((suffix) => `${service}.${region}.${suffix}`);
}

// CloudWatch Logs' user guide names the service with the Region, other guides of AWS without it; a key
// that knew only the latter was refused to log groups (terraform-provider-aws #29282).
function logsPrincipal(region: string): IPrincipal {
  return new CompositePrincipal(
    new ServicePrincipal('logs.amazonaws.com'),
    new ServicePrincipal(`logs.${region}.${partitionOf(region).urlSuffix}`),
  );
}

// The log groups of the services' stack, by how their names begin.
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

// What SQS and SNS ask of a key for who sends, and SQS for who receives (their developer guides).
const messageActions = ['kms:Decrypt', 'kms:GenerateDataKey'];

// What DynamoDB asks of a key for who uses a table (its developer guide, encryption at rest).
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

// What CloudWatch Logs asks of a key for a log group (its user guide).
const logActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
