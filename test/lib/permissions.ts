import type { Matrix } from './policy-matrix.ts';

// What the roles and the resource policies of the two-Region stage must allow, and nothing besides.
// A permission is added here first, with its reason, and then in lib.

const account = '111122223333';
const table = (region: string) =>
  `arn:aws:dynamodb:${region}:${account}:table/EventBridgePartner-test-mappings`;
const partnerSources = 'arn:aws:events:*::event-source/aws.partner/vendor.example.test/*';
const writeLogs = ['logs:CreateLogStream', 'logs:PutLogEvents'];
// What Lambda's pollers do with a queue.
const poll = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const send = ['sqs:SendMessage'];
// A change that DynamoDB refused is looked at again where it was judged.
const writeMappings = ['dynamodb:Query', 'dynamodb:UpdateItem'];

/** The roles of a Region's data plane; `tables`: what they may do with the mapping table, and where. */
function dataPlaneRoles(tables: Matrix[string]): Matrix {
  return {
    DataPlaneFanOutRole: {
      DataPlaneFanOutLogs: writeLogs,
      DataPlaneEventsQueue: [...poll, ...send],
      DataPlaneEventsDeadLetters: send,
      DataPlaneRetriesQueue: send,
      DataPlaneRetriesDeadLetters: send,
      ...tables,
      // PutPartnerEvents takes no resource.
      '*': ['events:PutPartnerEvents'],
    },
    DataPlaneRetryRole: {
      DataPlaneRetryLogs: writeLogs,
      DataPlaneRetriesQueue: [...poll, ...send],
      DataPlaneRetriesDeadLetters: send,
      ...tables,
      '*': ['events:PutPartnerEvents'],
    },
  };
}

/** What the roles of each Region's stack may do. */
export const permissions: Readonly<Record<string, Matrix>> = {
  'us-east-1': {
    ...dataPlaneRoles({ [table('us-east-1')]: writeMappings }),
    ControlPlaneReconcilerRole: {
      ControlPlaneReconcilerLogs: writeLogs,
      ControlPlaneReconcilerDeadLetters: send,
      'State.MappingsTable': [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
      ],
      [partnerSources]: ['events:ListPartnerEventSourceAccounts'],
      [`arn:aws:events:us-east-1:${account}:event-bus/default`]: ['events:PutEvents'],
      // ListPartnerEventSources takes no resource.
      '*': ['events:ListPartnerEventSources'],
    },
    ControlPlaneReconcilerSchedulerRole: {
      ControlPlaneReconcilerFunction: ['lambda:InvokeFunction'],
      ControlPlaneReconcilerDeadLetters: send,
    },
    ControlPlaneRegistrationRole: {
      ControlPlaneRegistrationLogs: writeLogs,
      'State.MappingsTable': [
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      'State.MappingsTable/index/byTenant': ['dynamodb:Query'],
      DataPlaneEventsQueue: send,
      [partnerSources]: [
        'events:CreatePartnerEventSource',
        'events:DeletePartnerEventSource',
        'events:ListPartnerEventSourceAccounts',
      ],
    },
  },
  'eu-west-1': dataPlaneRoles({
    [table('eu-west-1')]: ['dynamodb:Query'],
    [table('us-east-1')]: writeMappings,
  }),
};

const byLambda = ['Allow lambda.amazonaws.com sts:AssumeRole'];

/** Who may assume the roles. */
export const trust: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'us-east-1': {
    DataPlaneFanOutRole: byLambda,
    DataPlaneRetryRole: byLambda,
    ControlPlaneReconcilerRole: byLambda,
    ControlPlaneReconcilerSchedulerRole: [
      `Allow scheduler.amazonaws.com sts:AssumeRole if StringEquals aws:SourceAccount ${account}, aws:SourceArn arn:aws:scheduler:us-east-1:${account}:schedule-group/default`,
    ],
    ControlPlaneRegistrationRole: byLambda,
  },
  'eu-west-1': { DataPlaneFanOutRole: byLambda, DataPlaneRetryRole: byLambda },
};

// Named by a condition and not as a principal, which must exist and loses its rights when it is made
// again (docs/adr/0026).
const producer = 'arn:aws:iam::444455556666:role/orders';
const tlsOnly = ['Deny * sqs:* if Bool aws:SecureTransport false'];

/** `senders`: who is not kept from sending to the events queue. */
function policiesIn(region: string, senders: string) {
  const via = (service: string) => `kms:ViaService ${service}.${region}.amazonaws.com`;
  const ofThisAccount = `StringEquals kms:CallerAccount ${account}`;
  return {
    DataPlaneEventsQueue: [
      ...tlsOnly,
      `Allow * sqs:SendMessage if ArnEquals aws:PrincipalArn ${producer}`,
      `Deny * sqs:SendMessage if ArnNotEquals aws:PrincipalArn ${senders}`,
    ],
    DataPlaneEventsDeadLetters: tlsOnly,
    DataPlaneRetriesQueue: tlsOnly,
    DataPlaneRetriesDeadLetters: tlsOnly,
    WatchAlarmTopic: [
      'Deny * sns:Publish if Bool aws:SecureTransport false',
      `Allow cloudwatch.amazonaws.com sns:Publish if StringEquals aws:SourceAccount ${account} and ArnLike aws:SourceArn arn:aws:cloudwatch:${region}:${account}:alarm:*`,
    ],
    Key: [
      `Allow arn:aws:iam::${account}:root kms:*`,
      `Allow * kms:Decrypt kms:GenerateDataKey if ${ofThisAccount}, ${via('sqs')}`,
      `Allow * kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo if ${ofThisAccount}, ${via('dynamodb')}`,
      `Allow * kms:Decrypt kms:GenerateDataKey if StringEquals ${via('sqs')} and ArnEquals aws:PrincipalArn ${producer}`,
      `Allow logs.amazonaws.com logs.${region}.amazonaws.com kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo if ArnLike kms:EncryptionContext:aws:logs:arn arn:aws:logs:${region}:${account}:log-group:EventBridgePartner-test-${region}-* arn:aws:logs:${region}:${account}:log-group:/aws/vendedlogs/EventBridgePartner-test-${region}-*`,
      'Allow cloudwatch.amazonaws.com kms:Decrypt kms:GenerateDataKey',
    ],
  };
}

/** The policies of queues, keys and topics. */
export const policies: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'us-east-1': {
    ...policiesIn('us-east-1', `${producer} DataPlaneFanOutRole ControlPlaneRegistrationRole`),
    ControlPlaneReconcilerDeadLetters: tlsOnly,
  },
  'eu-west-1': policiesIn('eu-west-1', `${producer} DataPlaneFanOutRole`),
};
