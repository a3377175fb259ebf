import { beforeAll, describe, expect, test } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { parseFanOutEnvironment } from '../../lambdas/fan-out/env.ts';
import { regions } from '../../lambdas/domain/regions.ts';
import { parseReconcileEnvironment } from '../../lambdas/reconcile/env.ts';
import { parseRegistrationEnvironment } from '../../lambdas/registration/env.ts';
import { parseRetryEnvironment } from '../../lambdas/retry/env.ts';
import type { FanoutStackProps } from '../../lib/fanout-stack.ts';
import { synthesizeFanoutStack, withoutAssetHashes } from '../support/synthesize.ts';

let template: Template;

beforeAll(() => {
  template = synthesizeFanoutStack();
});

/** The properties of every resource of a type, by logical id. */
function propertiesOf(type: string): Record<string, Record<string, unknown>> {
  const resources = Object.entries(template.findResources(type));
  return Object.fromEntries(resources.map(([id, one]) => [id, one['Properties'] ?? {}]));
}

function countOf(type: string): number {
  return Object.keys(template.findResources(type)).length;
}

/** The one resource of a type whose logical id begins so. */
function idOf(type: string, prefix: string): string {
  const ids = Object.keys(template.findResources(type)).filter((id) => id.startsWith(prefix));
  expect(ids).toHaveLength(1);
  return ids[0]!;
}

const queueId = (prefix: string) => idOf('AWS::SQS::Queue', prefix);
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const days = 24 * 60 * 60;

describe('the functions', () => {
  test.each(['FanOutFunction', 'RetryFunction'])('%s runs Node.js 24 on arm64', (prefix) => {
    const id = idOf('AWS::Lambda::Function', prefix);

    expect(propertiesOf('AWS::Lambda::Function')[id]).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 256,
      Timeout: 60,
    });
  });

  test('are four', () => {
    expect(countOf('AWS::Lambda::Function')).toBe(4);
  });

  test('keep their logs for a month', () => {
    const logGroups = Object.values(propertiesOf('AWS::Logs::LogGroup'));

    expect(logGroups).toEqual(Array.from({ length: 4 }, () => ({ RetentionInDays: 30 })));
  });

  test.each([
    ['FanOutFunction', 'fan-out', parseFanOutEnvironment],
    ['RetryFunction', 'retry', parseRetryEnvironment],
    ['ReconcilerFunction', 'reconcile', parseReconcileEnvironment],
    ['RegistrationFunction', 'registration', parseRegistrationEnvironment],
  ] as const)('%s gets exactly the variables that it reads', (prefix, service, parse) => {
    const id = idOf('AWS::Lambda::Function', prefix);
    const { Variables: given } = Object(propertiesOf('AWS::Lambda::Function')[id]!['Environment']);
    const { POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE, ...own } = given;
    const resolved = Object.entries(own).map(([name, value]) => [name, resolve(name, value)]);
    const parsed = parse(Object.fromEntries(resolved));

    expect(Object.keys(parsed).toSorted()).toEqual(Object.keys(own).toSorted());
    expect([POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE]).toEqual([
      service,
      'EventBridgePartner',
    ]);
  });

  test('know the queues by their roles', () => {
    const id = idOf('AWS::Lambda::Function', 'FanOutFunction');

    expect(propertiesOf('AWS::Lambda::Function')[id]).toMatchObject({
      Environment: {
        Variables: {
          EVENTS_DEAD_LETTER_QUEUE_URL: { Ref: queueId('EventsDeadLetters') },
          RETRY_QUEUE_URL: { Ref: queueId('RetriesQueue') },
          RETRY_DEAD_LETTER_QUEUE_URL: { Ref: queueId('RetriesDeadLetters') },
          MAPPING_TABLE_NAME: { Ref: idOf('AWS::DynamoDB::GlobalTable', 'MappingsTable') },
        },
      },
    });
  });
});

/** What CloudFormation would put in the place of a reference. */
function resolve(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': [, parts = []] = [] } = Object(value);
  if (parts.length > 0) return parts.map((part: unknown) => resolve('', part)).join('');
  return name.endsWith('_URL') ? 'https://sqs.us-east-1.amazonaws.com/111122223333/q' : 'resolved';
}

describe('the event source mappings', () => {
  test.each([
    ['FanOut', 'EventsQueue', 10_000, 1, 10],
    ['Retry', 'RetriesQueue', 1_000, 2, 5],
  ])('%s reads %s in batches and may fail in part', (owner, queue, size, window, concurrency) => {
    expect(Object.values(propertiesOf('AWS::Lambda::EventSourceMapping'))).toContainEqual({
      FunctionName: { Ref: idOf('AWS::Lambda::Function', `${owner}Function`) },
      EventSourceArn: arnOf(queueId(queue)),
      BatchSize: size,
      MaximumBatchingWindowInSeconds: window,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: concurrency },
    });
  });

  test('are two, and no function has its concurrency reserved', () => {
    expect(countOf('AWS::Lambda::EventSourceMapping')).toBe(2);
    for (const properties of Object.values(propertiesOf('AWS::Lambda::Function'))) {
      expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });
});

describe('the queues', () => {
  test.each([
    ['EventsQueue', 'EventsDeadLetters'],
    ['RetriesQueue', 'RetriesDeadLetters'],
  ])('%s gives up to %s, which keeps messages longer', (queue, deadLetters) => {
    const queues = propertiesOf('AWS::SQS::Queue');
    const source = queues[queueId(queue)]!;

    expect(source).toMatchObject({
      RedrivePolicy: { deadLetterTargetArn: arnOf(queueId(deadLetters)), maxReceiveCount: 10 },
      VisibilityTimeout: 6 * 60,
      MessageRetentionPeriod: 4 * days,
    });
    expect(queues[queueId(deadLetters)]).toMatchObject({ MessageRetentionPeriod: 14 * days });
    expect(source).not.toHaveProperty('FifoQueue');
  });

  test('keep messages longer than an event is tried', () => {
    for (const { MessageRetentionPeriod: seconds } of Object.values(
      propertiesOf('AWS::SQS::Queue'),
    )) {
      expect(seconds).toBeGreaterThan(days + 900);
    }
  });

  test('are five, and take no message in the clear', () => {
    const policies = Object.values(propertiesOf('AWS::SQS::QueuePolicy'));
    const inTheClear = { Bool: { 'aws:SecureTransport': 'false' } };

    expect(countOf('AWS::SQS::Queue')).toBe(5);
    expect(policies).toHaveLength(5);
    for (const policy of policies) {
      expect(policy).toMatchObject({
        PolicyDocument: { Statement: [{ Effect: 'Deny', Condition: inTheClear }] },
      });
    }
  });
});

test('the mapping table has the key of the adapter, expires items, and outlives the stack', () => {
  expect(Object.values(template.findResources('AWS::DynamoDB::GlobalTable'))[0]).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'generator', KeyType: 'HASH' },
        { AttributeName: 'sourceArn', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  });
});

function unique(actions: readonly string[]): string[] {
  return [...new Set(actions)].toSorted();
}

/** The logical id of a resource, or its ARN with the pseudo parameters by name. */
function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { 'Fn::GetAtt': [id] = [], 'Fn::Join': [, parts = []] = [] } = Object(resource);
  return (
    id ?? parts.map((part: unknown) => (typeof part === 'string' ? part : refOf(part))).join('')
  );
}

function refOf(part: unknown): string {
  const { Ref: ref, 'Fn::GetAtt': [id] = [] } = Object(part);
  return ref ?? id;
}

describe('permissions', () => {
  interface Statement {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: unknown;
  }

  /** The statements of a role's policy: its actions by the logical id of what they are for. */
  function grantsOf(owner: string): Record<string, string[]> {
    const policy = propertiesOf('AWS::IAM::Policy')[idOf('AWS::IAM::Policy', owner)]!;
    const grants: Record<string, string[]> = {};
    const { Statement: statements } = Object(policy['PolicyDocument']);
    for (const {
      Effect: effect,
      Action: actions,
      Resource: resources,
    } of statements as Statement[]) {
      expect(effect).toBe('Allow');
      for (const resource of [resources].flat()) {
        const target = nameOf(resource);
        grants[target] = unique([...(grants[target] ?? []), ...[actions].flat()]);
      }
    }
    return grants;
  }

  const consume = [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
  ];
  const send = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];
  const lookUpAndRetire = ['dynamodb:Query', 'dynamodb:UpdateItem'];

  test('of the fan-out function are these and no more', () => {
    expect(grantsOf('FanOutFunction')).toEqual({
      '*': ['events:PutPartnerEvents'],
      [queueId('EventsQueue')]: consume,
      [queueId('EventsDeadLetters')]: send,
      [queueId('RetriesQueue')]: send,
      [queueId('RetriesDeadLetters')]: send,
      [idOf('AWS::DynamoDB::GlobalTable', 'MappingsTable')]: lookUpAndRetire,
    });
  });

  test('of the retry function are these and no more', () => {
    expect(grantsOf('RetryFunction')).toEqual({
      '*': ['events:PutPartnerEvents'],
      [queueId('RetriesQueue')]: unique([...consume, ...send]),
      [queueId('RetriesDeadLetters')]: send,
      [idOf('AWS::DynamoDB::GlobalTable', 'MappingsTable')]: lookUpAndRetire,
    });
  });

  test('of the reconciler are these and no more', () => {
    const ofSources = 'arn:AWS::Partition:events:*::event-source/aws.partner/vendor.example.test/*';
    const ownBus = 'arn:AWS::Partition:events:AWS::Region:AWS::AccountId:event-bus/default';

    expect(grantsOf('ReconcilerFunction')).toEqual({
      '*': ['events:ListPartnerEventSources'],
      [ofSources]: ['events:ListPartnerEventSourceAccounts'],
      [ownBus]: ['events:PutEvents'],
      [queueId('ReconcilerDeadLetters')]: send,
      [idOf('AWS::DynamoDB::GlobalTable', 'MappingsTable')]: [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
      ],
    });
  });

  test('of registration are these and no more', () => {
    const ofSources = 'arn:AWS::Partition:events:*::event-source/aws.partner/vendor.example.test/*';
    const table = idOf('AWS::DynamoDB::GlobalTable', 'MappingsTable');

    expect(grantsOf('RegistrationFunction')).toEqual({
      [ofSources]: [
        'events:CreatePartnerEventSource',
        'events:DeletePartnerEventSource',
        'events:ListPartnerEventSourceAccounts',
      ],
      [queueId('EventsQueue')]: send,
      [table]: [
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      [`${table}/index/byTenant`]: ['dynamodb:Query'],
    });
  });

  test('of the schedule are to invoke the reconciler, and to keep what it could not', () => {
    const functionId = idOf('AWS::Lambda::Function', 'ReconcilerFunction');

    expect(grantsOf('SchedulerRole')).toEqual({
      [functionId]: ['lambda:InvokeFunction'],
      [`${functionId}:*`]: ['lambda:InvokeFunction'],
      [queueId('ReconcilerDeadLetters')]: ['sqs:SendMessage'],
    });
  });

  test('are of nobody else, but for what runs the schedule', () => {
    expect(countOf('AWS::IAM::Policy')).toBe(5);
    expect(countOf('AWS::IAM::Role')).toBe(5);
  });
});

/** The outputs of a stack and the variables of its registration function. */
function deployedWith(props: Partial<FanoutStackProps>) {
  const deployed = synthesizeFanoutStack(props);
  const withTenants = {
    Properties: { Environment: { Variables: { TENANT_CLAIM: Match.anyValue() } } },
  };
  const [registration] = Object.values(
    deployed.findResources('AWS::Lambda::Function', withTenants),
  );
  return {
    outputs: Object.keys(deployed.findOutputs('*')),
    variables: registration!['Properties'].Environment.Variables,
  };
}

describe('registration', () => {
  const signIn = { issuer: 'https://login.example.com', clientId: 'page' };

  test('is open for all commercial Regions, by a user pool of its own, unless told otherwise', () => {
    const { outputs, variables } = deployedWith({});

    expect(variables.REGIONS.split(',')).toEqual(regions.map(({ region }) => region));
    expect(variables.TENANT_CLAIM).toBe('custom:tenant');
    expect(outputs).toEqual(expect.arrayContaining(['ConsoleUrl', 'UserPoolId']));
  });

  test('is open for the Regions given, by the provider given', () => {
    const registrationRegions = ['eu-west-1', 'us-east-1'];
    const { outputs, variables } = deployedWith({ registrationRegions, signIn });

    expect(variables.REGIONS).toBe('eu-west-1,us-east-1');
    expect(variables.SIGN_IN_ISSUER).toBe('https://login.example.com');
    expect(outputs).toContain('ConsoleUrl');
    expect(outputs).not.toContain('UserPoolId');
  });
});

test('the template', () => {
  expect(withoutAssetHashes(template)).toMatchSnapshot();
});
