import { ofLinkSecrets, ofThisAccount, type Matrix } from './policy-matrix.ts';

// What the roles and the resource policies of the two-Region stage must allow, and nothing besides.
// A permission is added here first, with its reason, and then in lib.

const account = '111122223333';
const table = (region: string) =>
  `arn:aws:dynamodb:${region}:${account}:table/EventBridgePartner-test-mappings`;
const history = (region: string) =>
  `arn:aws:dynamodb:${region}:${account}:table/EventBridgePartner-test-history`;
const bucket = (region: string) => `arn:aws:s3:::ebp-history-test-${account}-${region}`;
// Bucket names are everybody's: one that was deleted, another account may take.
const bodies = (region: string) => `${bucket(region)}/bodies/*${ofThisAccount}`;
const rows = (region: string) => `${bucket(region)}/rows/*${ofThisAccount}`;
const payloads = (region: string) => `arn:aws:s3:::ebp-payload-test-${account}-${region}`;
const partnerSources = 'arn:aws:events:*::event-source/aws.partner/vendor.example.test/*';
const writeLogs = ['logs:CreateLogStream', 'logs:PutLogEvents'];
// What Lambda's pollers do with a queue.
const poll = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const send = ['sqs:SendMessage'];
// A change that DynamoDB refused is looked at again where it was judged.
const writeMappings = ['dynamodb:Query', 'dynamodb:UpdateItem'];

const writeObjects = ['s3:PutObject'];

/** The details of a Region's large events, to look at them and to store them. */
function usePayloads(region: string): Matrix[string] {
  return {
    // What producers store, and what the functions do.
    [`${payloads(region)}/in/*${ofThisAccount}`]: ['s3:GetObject'],
    [`${payloads(region)}/out/*${ofThisAccount}`]: ['s3:GetObject', ...writeObjects],
    // Without it S3 answers AccessDenied for an object that is not there.
    [`${payloads(region)}${ofThisAccount}`]: ['s3:ListBucket'],
  };
}

/** The history of both Regions, to read it; `writes`: what else on the tables. */
function readHistory(...writes: readonly string[]): Matrix[string] {
  return Object.fromEntries(
    ['us-east-1', 'eu-west-1'].flatMap((region) => [
      [history(region), ['dynamodb:GetItem', ...writes, 'dynamodb:Query']],
      [bodies(region), ['s3:GetObject']],
      [rows(region), ['s3:GetObject']],
      // Without it S3 answers AccessDenied for an object that is no longer there.
      [`${bucket(region)}${ofThisAccount}`, ['s3:ListBucket']],
    ]),
  );
}

/** The roles of a Region's data plane; `tables`: what they may do with the mapping table, and where. */
function dataPlaneRoles(region: string, tables: Matrix[string]): Matrix {
  return {
    DataPlaneFanOutRole: {
      DataPlaneFanOutLogs: writeLogs,
      DataPlaneEventsQueue: [...poll, ...send],
      DataPlaneEventsDeadLetters: send,
      DataPlaneRetriesQueue: send,
      DataPlaneRetriesDeadLetters: send,
      // What became of deliveries, and the texts of many events at once.
      DataPlaneHistoryQueue: send,
      [bodies(region)]: writeObjects,
      ...usePayloads(region),
      // What links to details are made with.
      [`${table(region)}${ofLinkSecrets}`]: ['dynamodb:GetItem'],
      ...tables,
      // PutPartnerEvents takes no resource.
      '*': ['events:PutPartnerEvents'],
    },
    DataPlaneRetryRole: {
      DataPlaneRetryLogs: writeLogs,
      DataPlaneRetriesQueue: [...poll, ...send],
      DataPlaneRetriesDeadLetters: send,
      DataPlaneHistoryQueue: send,
      // The text of a held event that fits no message.
      [bodies(region)]: writeObjects,
      ...usePayloads(region),
      [`${table(region)}${ofLinkSecrets}`]: ['dynamodb:GetItem'],
      ...tables,
      '*': ['events:PutPartnerEvents'],
    },
    ...recorderRoles(region),
  };
}

/** The roles of a Region's recorder. */
function recorderRoles(region: string): Matrix {
  return {
    DataPlaneRecorderRole: {
      DataPlaneRecorderLogs: writeLogs,
      // It drains the queue itself, and counts what is left.
      DataPlaneHistoryQueue: poll,
      // Chunks in batches; its state, and ids of messages that it may get again, one by one.
      [history(region)]: [
        'dynamodb:BatchWriteItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
      ],
      [bodies(region)]: writeObjects,
      [rows(region)]: writeObjects,
    },
    DataPlaneRecorderSchedulerRole: {
      DataPlaneRecorderFunction: ['lambda:InvokeFunction'],
      DataPlaneRecorderDeadLetters: send,
    },
  };
}

/** What the roles of each Region's stack may do. */
export const permissions: Readonly<Record<string, Matrix>> = {
  'us-east-1': {
    ...dataPlaneRoles('us-east-1', { [table('us-east-1')]: writeMappings }),
    ControlPlaneReplaysReplayRole: {
      ControlPlaneReplaysReplayLogs: writeLogs,
      ControlPlaneReplaysQueue: [...poll, ...send],
      // It waits while there are many live events.
      DataPlaneEventsQueue: ['sqs:GetQueueAttributes'],
      // What it cannot deliver goes on as any other delivery.
      DataPlaneRetriesQueue: send,
      DataPlaneRetriesDeadLetters: send,
      DataPlaneHistoryQueue: send,
      [table('us-east-1')]: writeMappings,
      // Replays are items of the same table; each page writes how far its replay has come. So is what links
      // are made with.
      'State.MappingsTable': ['dynamodb:GetItem', 'dynamodb:PutItem'],
      ...readHistory(),
      // It sends to any Region, from the home Region.
      ...usePayloads('us-east-1'),
      '*': ['events:PutPartnerEvents'],
    },
    ControlPlaneReconcilerRole: {
      ControlPlaneReconcilerLogs: writeLogs,
      ControlPlaneReconcilerDeadLetters: send,
      // What a source missed is sent once it is ACTIVE.
      ControlPlaneReplaysQueue: send,
      // It also makes what links to details are made with.
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
      ControlPlaneReplaysQueue: send,
      // It stores the sums of hours that are over.
      ...readHistory('dynamodb:PutItem'),
      // The addresses that it signs for links work by its own rights; in every Region, of which a policy has
      // no room for many.
      [`${payloads('*')}/*${ofThisAccount}`]: ['s3:GetObject'],
      [`${payloads('*')}${ofThisAccount}`]: ['s3:ListBucket'],
      [partnerSources]: [
        'events:CreatePartnerEventSource',
        'events:DeletePartnerEventSource',
        'events:ListPartnerEventSourceAccounts',
      ],
    },
  },
  'eu-west-1': dataPlaneRoles('eu-west-1', {
    [table('eu-west-1')]: ['dynamodb:Query'],
    [table('us-east-1')]: writeMappings,
  }),
};

const byLambda = ['Allow lambda.amazonaws.com sts:AssumeRole'];

const byScheduler = (region: string) => [
  `Allow scheduler.amazonaws.com sts:AssumeRole if StringEquals aws:SourceAccount ${account}, aws:SourceArn arn:aws:scheduler:${region}:${account}:schedule-group/default`,
];

const dataPlaneTrust = (region: string) => ({
  DataPlaneFanOutRole: byLambda,
  DataPlaneRetryRole: byLambda,
  DataPlaneRecorderRole: byLambda,
  DataPlaneRecorderSchedulerRole: byScheduler(region),
});

/** Who may assume the roles. */
export const trust: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'us-east-1': {
    ...dataPlaneTrust('us-east-1'),
    ControlPlaneReplaysReplayRole: byLambda,
    ControlPlaneReconcilerRole: byLambda,
    ControlPlaneReconcilerSchedulerRole: byScheduler('us-east-1'),
    ControlPlaneRegistrationRole: byLambda,
  },
  'eu-west-1': dataPlaneTrust('eu-west-1'),
};

// Named by a condition and not as a principal, which must exist and loses its rights when it is made
// again (docs/adr/0026).
const producer = 'arn:aws:iam::444455556666:role/orders';
const tlsOnly = ['Deny * sqs:* if Bool aws:SecureTransport false'];

/** `senders`: who is not kept from sending to the events queue. */
function policiesIn(region: string, senders: string) {
  const via = (service: string) => `kms:ViaService ${service}.${region}.amazonaws.com`;
  const byThisAccount = `StringEquals kms:CallerAccount ${account}`;
  return {
    DataPlaneEventsQueue: [
      ...tlsOnly,
      `Allow * sqs:SendMessage if ArnEquals aws:PrincipalArn ${producer}`,
      `Deny * sqs:SendMessage if ArnNotEquals aws:PrincipalArn ${senders}`,
    ],
    DataPlaneEventsDeadLetters: tlsOnly,
    DataPlaneRetriesQueue: tlsOnly,
    DataPlaneRetriesDeadLetters: tlsOnly,
    DataPlaneHistoryQueue: tlsOnly,
    DataPlaneHistoryDeadLetters: tlsOnly,
    DataPlaneRecorderDeadLetters: tlsOnly,
    HistoryBucket: ['Deny * s3:* if Bool aws:SecureTransport false'],
    // A policy that is not for certain principals S3 takes for public, and refuses.
    PayloadsBucket: [
      'Deny * s3:* if Bool aws:SecureTransport false',
      `Allow arn:aws:iam::444455556666:root s3:PutObject if ArnEquals aws:PrincipalArn ${producer}`,
    ],
    WatchAlarmTopic: [
      'Deny * sns:Publish if Bool aws:SecureTransport false',
      `Allow cloudwatch.amazonaws.com sns:Publish if StringEquals aws:SourceAccount ${account} and ArnLike aws:SourceArn arn:aws:cloudwatch:${region}:${account}:alarm:*`,
    ],
    Key: [
      `Allow arn:aws:iam::${account}:root kms:*`,
      `Allow * kms:Decrypt kms:GenerateDataKey if ${byThisAccount}, ${via('sqs')}`,
      `Allow * kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo if ${byThisAccount}, ${via('dynamodb')}`,
      // Of the bucket; a reader in another Region comes by the bucket's own.
      `Allow * kms:Decrypt kms:GenerateDataKey if ${byThisAccount}, ${via('s3')}`,
      `Allow * kms:Decrypt kms:GenerateDataKey if StringEquals ${via('sqs')} and ArnEquals aws:PrincipalArn ${producer}`,
      // To store details, for which S3 asks for both where an object is uploaded in parts.
      `Allow * kms:Decrypt kms:GenerateDataKey if StringEquals ${via('s3')} and ArnEquals aws:PrincipalArn ${producer} and StringLike kms:EncryptionContext:aws:s3:arn ${payloads(region)} ${payloads(region)}/*`,
      `Allow logs.amazonaws.com logs.${region}.amazonaws.com kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo if ArnLike kms:EncryptionContext:aws:logs:arn arn:aws:logs:${region}:${account}:log-group:EventBridgePartner-test-${region}-* arn:aws:logs:${region}:${account}:log-group:/aws/vendedlogs/EventBridgePartner-test-${region}-*`,
      'Allow cloudwatch.amazonaws.com kms:Decrypt kms:GenerateDataKey',
    ],
  };
}

/** The policies of queues, buckets, keys and topics. */
export const policies: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'us-east-1': {
    ...policiesIn('us-east-1', `${producer} DataPlaneFanOutRole ControlPlaneRegistrationRole`),
    ControlPlaneReconcilerDeadLetters: tlsOnly,
    ControlPlaneReplaysQueue: tlsOnly,
    ControlPlaneReplaysDeadLetters: tlsOnly,
  },
  'eu-west-1': policiesIn('eu-west-1', `${producer} DataPlaneFanOutRole`),
};
