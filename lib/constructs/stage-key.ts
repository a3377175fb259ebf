import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AnyPrincipal,
  ArnPrincipal,
  PolicyStatement,
  ServicePrincipal,
  type IPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keyAlias, type Stage } from '../stage/stage.ts';

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
 * Region's key. The account's administrators manage it by IAM. It stays when the stack is deleted: without it the table, which stays too, could not be read.
 */
export class StageKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { stage }: StageKeyProps) {
    super(scope, id);
    const { region, account, stackName } = Stack.of(this);
    this.key = new Key(this, 'Key', {
      alias: keyAlias(stage),
      description: `Queues, mappings, logs and alarms of the partner event sources, stage ${stage.name}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const ofThisAccount = { 'kms:CallerAccount': account };
    this.#allow('Queues', new AnyPrincipal(), messageActions, {
      StringEquals: { ...ofThisAccount, 'kms:ViaService': `sqs.${region}.amazonaws.com` },
    });
    this.#allow('Table', new AnyPrincipal(), tableActions, {
      StringEquals: { ...ofThisAccount, 'kms:ViaService': `dynamodb.${region}.amazonaws.com` },
    });
    for (const [index, producer] of stage.producers.entries()) {
      // A producer of another account is not "of this account" above.
      this.#allow(`Producer${index}`, new ArnPrincipal(producer), messageActions, {
        StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` },
      });
    }
    const logGroups = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `${stackName}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.#allow('Logs', new ServicePrincipal('logs.amazonaws.com'), logActions, {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups },
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

type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

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
