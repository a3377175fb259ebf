import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { fleetWithin, mostRequestsPerSecond } from '../../lambdas/settings/fleet.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { parseFanOutEnvironment } from '../../lambdas/fan-out/env.ts';
import { parseHistoryEnvironment } from '../../lambdas/history/env.ts';
import { parseReconcileEnvironment } from '../../lambdas/reconcile/env.ts';
import { parseRegistrationEnvironment } from '../../lambdas/registration/env.ts';
import { parseReplayEnvironment } from '../../lambdas/replay/env.ts';
import { parseRetryEnvironment } from '../../lambdas/retry/env.ts';
import { addStageStacks } from '../../lib/stage-stacks.ts';
import {
  aTwoRegionStage,
  aQuickApp,
  forSnapshot,
  synthesizeOneRegion,
  synthesizeWhole,
} from '../support/synthesize.ts';

let home: Template;
let other: Template;
let homeState: Template;
let otherState: Template;

beforeAll(() => {
  const { services, states } = synthesizeWhole(aTwoRegionStage());
  home = services.get('us-east-1')!;
  other = services.get('eu-west-1')!;
  homeState = states.get('us-east-1')!;
  otherState = states.get('eu-west-1')!;
});

const regions = [
  ['the home Region', () => home],
  ['another Region', () => other],
] as const;

/** As CDK gives them: a value can be anything. */
type Properties = ReturnType<Template['findResources']>[string];

interface Resource {
  readonly Properties: Properties;
}

/** The resources of a type, by logical id. */
function resourcesOf(template: Template, type: string): Readonly<Record<string, Resource>> {
  return template.findResources(type) as unknown as Record<string, Resource>;
}

/** The properties of every resource of a type. */
function propertiesOf(template: Template, type: string): readonly Properties[] {
  return Object.values(resourcesOf(template, type)).map(({ Properties }) => Properties);
}

/** The one resource of a type whose logical id begins so. */
function idOf(template: Template, type: string, prefix: string): string {
  const ids = Object.keys(resourcesOf(template, type)).filter((id) => id.startsWith(prefix));
  expect(ids).toHaveLength(1);
  return ids[0]!;
}

function only(template: Template, type: string, prefix: string): Properties {
  return resourcesOf(template, type)[idOf(template, type, prefix)]!.Properties;
}

/** How widely a function works that reads a queue. */
function sharesOf(template: Template, prefix: string) {
  const { ScalingConfig: scaling } = only(template, sourceType, prefix);
  const { Variables: variables } = only(template, functionType, `${prefix}Function`)['Environment'];
  return {
    invocations: Number(scaling.MaximumConcurrency),
    calls: Number(variables.MAX_CALLS_IN_FLIGHT_PER_REGION),
  };
}

const functionType = 'AWS::Lambda::Function';
const queueType = 'AWS::SQS::Queue';
const sourceType = 'AWS::Lambda::EventSourceMapping';
const days = 24 * 60 * 60;

/** What CloudFormation would put in place of a reference. */
function resolve(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': [, parts = []] = [] } = Object(value);
  if (parts.length > 0) return parts.map((part: unknown) => resolve('', part)).join('');
  return name.endsWith('_URL') ? 'https://sqs.us-east-1.amazonaws.com/111122223333/q' : 'resolved';
}

describe('the functions', () => {
  test.each([
    ['the home Region', () => home, [256, 512, 512, 768, 768, 1769]],
    ['another Region', () => other, [768, 768, 1769]],
  ] as const)('of %s run Node.js 24 on arm64', (_, template, memoriesMb) => {
    const functions = propertiesOf(template(), functionType);
    const memories = functions.map(({ MemorySize: memory }) => Number(memory));

    expect(memories.toSorted((a, b) => a - b)).toEqual(memoriesMb);
    for (const one of functions) {
      expect(one).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(one).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  test.each([
    ['DataPlaneFanOut', 'fan-out', parseFanOutEnvironment, () => home],
    ['DataPlaneRetry', 'retry', parseRetryEnvironment, () => home],
    ['DataPlaneRecorder', 'history', parseHistoryEnvironment, () => home],
    ['ControlPlaneReplaysReplay', 'replay', parseReplayEnvironment, () => home],
    ['ControlPlaneReconciler', 'reconcile', parseReconcileEnvironment, () => home],
    ['ControlPlaneRegistration', 'registration', parseRegistrationEnvironment, () => home],
    ['DataPlaneFanOut', 'fan-out', parseFanOutEnvironment, () => other],
    ['DataPlaneRetry', 'retry', parseRetryEnvironment, () => other],
    ['DataPlaneRecorder', 'history', parseHistoryEnvironment, () => other],
  ] as const)('%s gets exactly the variables that it reads', (prefix, service, parse, template) => {
    const { Variables: given } = only(template(), functionType, `${prefix}Function`)['Environment'];
    const { POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE, ...own } = given;
    const resolved = Object.entries(own).map(([name, value]) => [name, resolve(name, value)]);
    const parsed = parse(Object.fromEntries(resolved));

    expect(Object.keys(parsed).toSorted()).toEqual(Object.keys(own).toSorted());
    expect([POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE]).toEqual([
      service,
      'EventBridgePartner',
    ]);
  });

  // Allowed where a function writes to the queue that it reads on purpose, and nowhere else.
  test.each([
    ['the home Region', 'DataPlaneFanOut', 'Allow', () => home],
    ['the home Region', 'DataPlaneRetry', 'Allow', () => home],
    ['the home Region', 'DataPlaneRecorder', 'Terminate', () => home],
    ['the home Region', 'ControlPlaneReplaysReplay', 'Allow', () => home],
    ['the home Region', 'ControlPlaneReconciler', 'Terminate', () => home],
    ['the home Region', 'ControlPlaneRegistration', 'Terminate', () => home],
    ['another Region', 'DataPlaneFanOut', 'Allow', () => other],
    ['another Region', 'DataPlaneRetry', 'Allow', () => other],
    ['another Region', 'DataPlaneRecorder', 'Terminate', () => other],
  ] as const)(
    'of %s: a recursive loop of %s is met with %s',
    (_, prefix, recursiveLoop, template) => {
      const made = only(template(), functionType, `${prefix}Function`);

      expect(made['RecursiveLoop']).toBe(recursiveLoop);
    },
  );

  test.each([
    ['the home Region', () => home, 3],
    ['another Region', () => other, 2],
  ] as const)('of %s: no other allows a recursive loop', (_, template, expected) => {
    const allowing = propertiesOf(template(), functionType).filter(
      ({ RecursiveLoop: recursiveLoop }) => recursiveLoop !== 'Terminate',
    );

    expect(allowing).toHaveLength(expected);
  });

  test.each(regions)('of %s have nothing secret in their environment', (_, template) => {
    const names = propertiesOf(template(), functionType).flatMap(({ Environment: environment }) =>
      Object.keys(environment.Variables),
    );

    expect(names.filter((name) => /secret|password|token|credential/i.test(name))).toEqual([]);
    expect(JSON.stringify(propertiesOf(template(), functionType))).not.toMatch(/\{\{resolve:/);
  });

  test.each(regions)('that deliver in %s know the table, and where to write it', (_, template) => {
    for (const name of ['FanOut', 'Retry']) {
      expect(only(template(), functionType, `DataPlane${name}Function`)).toMatchObject({
        Environment: {
          Variables: {
            MAPPING_TABLE_NAME: 'EventBridgePartner-test-mappings',
            HOME_REGION: 'us-east-1',
            RETRY_QUEUE_URL: { Ref: idOf(template(), queueType, 'DataPlaneRetriesQueue') },
            RETRY_DEAD_LETTER_QUEUE_URL: {
              Ref: idOf(template(), queueType, 'DataPlaneRetriesDeadLetters'),
            },
          },
        },
      });
    }
  });

  test('work within the limits of the stage', () => {
    const template = synthesizeOneRegion({
      entryLimits: { maxEntryBytes: 500_000, maxRequestBytes: 1_000_000 },
      tenantLimits: { maxSources: 5, maxPendingSources: 2, maxRequestsPerMinute: 9 },
      quotas: { putPartnerEventsPerSecond: 700, partnerOperationsPerSecond: 20 },
      customerRegions: ['eu-west-1', 'us-west-2'],
      reconcile: { orphan: 'adopt', orphanGraceHours: 48, expiringDays: [5, 2.5] },
    });
    const variables = (prefix: string) =>
      only(template, functionType, prefix)['Environment'].Variables;

    expect(variables('DataPlaneFanOutFunction')).toMatchObject({
      MAX_ENTRY_BYTES: '500000',
      MAX_REQUEST_BYTES: '1000000',
      MAX_CALLS_IN_FLIGHT_PER_REGION: '2',
    });
    expect(variables('ControlPlaneReconcilerFunction')).toMatchObject({
      PARTNER_NAME: 'vendor.example.test',
      REGIONS: 'eu-west-1,us-west-2',
      RECONCILE_REQUESTS_PER_SECOND: '16',
      POLICY_ORPHAN: 'adopt',
      ORPHAN_GRACE_HOURS: '48',
      EXPIRING_DAYS: '5,2.5',
    });
    expect(variables('ControlPlaneRegistrationFunction')).toMatchObject({
      PARTNER_NAME: 'vendor.example.test',
      REGIONS: 'eu-west-1,us-west-2',
      MAX_SOURCES_PER_TENANT: '5',
      MAX_REQUESTS_PER_TENANT_PER_MINUTE: '9',
    });
  });
});

describe('the event source mappings', () => {
  test.each([
    ['the home Region', () => home, 3],
    ['another Region', () => other, 2],
  ] as const)('of %s keep Lambda’s rules', (_, template, expected) => {
    const sources = propertiesOf(template(), sourceType);

    expect(sources).toHaveLength(expected);
    for (const source of sources) {
      const fn = resourcesOf(template(), functionType)[source['FunctionName'].Ref]!.Properties;
      const queue = resourcesOf(template(), queueType)[source['EventSourceArn']['Fn::GetAtt'][0]]!;
      const { MaximumConcurrency: concurrency } = source['ScalingConfig'];

      expect(source['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(source['BatchSize']).toBeLessThanOrEqual(10_000);
      expect(source['MaximumBatchingWindowInSeconds']).toBeLessThanOrEqual(300);
      expect(source['MaximumBatchingWindowInSeconds']).toBeGreaterThanOrEqual(
        source['BatchSize'] > 10 ? 1 : 0,
      );
      expect(concurrency).toBeGreaterThanOrEqual(2);
      expect(concurrency).toBeLessThanOrEqual(1000);
      expect(fn['Timeout']).toBeLessThanOrEqual(900);
      expect(queue.Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(
        6 * fn['Timeout'] + source['MaximumBatchingWindowInSeconds'],
      );
    }
  });

  test('of all Regions and functions together stay under the quota', () => {
    const [fanOut, retry] = ['FanOut', 'Retry'].map((name) => {
      const [atHome, elsewhere] = [home, other].map((one) => sharesOf(one, `DataPlane${name}`));
      expect(atHome).toEqual(elsewhere);
      return atHome!;
    });
    const replay = sharesOf(home, 'ControlPlaneReplaysReplay');
    const together = mostRequestsPerSecond(
      {
        maximumConcurrency: {
          'fan-out': fanOut!.invocations,
          retry: retry!.invocations,
          replay: replay.invocations,
        },
        callsInFlightPerRegion: {
          'fan-out': fanOut!.calls,
          retry: retry!.calls,
          replay: replay.calls,
        },
      },
      { ...standardSettings.quotas, dataPlanes: 2 },
    );

    expect(together).toBeGreaterThan(1_200);
    expect(together).toBeLessThanOrEqual(1_400);
  });

  describe.each([
    [
      'latency',
      { memoryMb: 768, batchSize: 10, windowSeconds: 0 },
      {
        FanOut: { invocations: 14, calls: 4, visibilitySeconds: 360 },
        Retry: { invocations: 10, calls: 1, visibilitySeconds: 360 },
      },
    ],
    [
      'cost',
      { memoryMb: 1280, batchSize: 2_000, windowSeconds: 1 },
      {
        FanOut: { invocations: 4, calls: 14, visibilitySeconds: 361 },
        Retry: { invocations: 2, calls: 5, visibilitySeconds: 362 },
      },
    ],
  ] as const)('of a stage that prefers %s', (prefer, feeding, expected) => {
    const template = synthesizeOneRegion({ delivery: { prefer } });
    const queues = { FanOut: 'DataPlaneEventsQueue', Retry: 'DataPlaneRetriesQueue' } as const;

    test.each(['FanOut', 'Retry'] as const)('feed %s so', (name) => {
      const { invocations, calls, visibilitySeconds } = expected[name];

      expect(sharesOf(template, `DataPlane${name}`)).toEqual({ invocations, calls });
      expect(only(template, functionType, `DataPlane${name}Function`)).toMatchObject({
        MemorySize: feeding.memoryMb,
      });
      expect(only(template, queueType, queues[name])).toMatchObject({
        VisibilityTimeout: visibilitySeconds,
      });
    });

    test('give fan-out batches of the size and the window that go together', () => {
      expect(only(template, sourceType, 'DataPlaneFanOut')).toMatchObject({
        BatchSize: feeding.batchSize,
        MaximumBatchingWindowInSeconds: feeding.windowSeconds,
      });
    });
  });

  test('of a stage that sets nothing are those of latency', () => {
    expect(only(synthesizeOneRegion({}), sourceType, 'DataPlaneFanOut')).toEqual(
      only(synthesizeOneRegion({ delivery: { prefer: 'latency' } }), sourceType, 'DataPlaneFanOut'),
    );
  });

  test('have provisioned pollers for the events queue instead of a maximum concurrency, if the stage sets them', () => {
    const template = synthesizeOneRegion({ pollers: { minimum: 2, maximum: 3 } });
    const source = only(template, sourceType, 'DataPlaneFanOut');
    const fleet = fleetWithin({
      ...standardSettings.quotas,
      dataPlanes: 1,
      maximumPollers: 3,
    });

    expect(source).toMatchObject({
      ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 3 },
    });
    expect(source).not.toHaveProperty('ScalingConfig');
    expect(only(template, sourceType, 'DataPlaneRetry')).toMatchObject({
      ScalingConfig: { MaximumConcurrency: fleet?.maximumConcurrency.retry },
    });
  });
});

describe('the queues', () => {
  test.each([
    ['the home Region', () => home, 4],
    ['another Region', () => other, 3],
  ] as const)('of %s give up to one that keeps messages longer', (_, template, expected) => {
    const queues = resourcesOf(template(), queueType);
    const withDeadLetters = Object.values(queues).filter(
      ({ Properties: properties }) => properties['RedrivePolicy'] !== undefined,
    );

    expect(withDeadLetters).toHaveLength(expected);
    for (const { Properties: queue } of withDeadLetters) {
      const { deadLetterTargetArn: target, maxReceiveCount } = queue['RedrivePolicy'];
      const deadLetters = queues[target['Fn::GetAtt'][0]]!.Properties;

      expect(maxReceiveCount).toBeGreaterThanOrEqual(10);
      expect(deadLetters['MessageRetentionPeriod']).toBeGreaterThan(
        queue['MessageRetentionPeriod'],
      );
      // Longer than an event is tried, and the longest delay after that.
      expect(queue['MessageRetentionPeriod']).toBeGreaterThan(days + 900);
      expect(queue).not.toHaveProperty('FifoQueue');
    }
  });
});

describe('what is kept', () => {
  test.each([
    ['the home Region', () => ({ region: 'us-east-1', services: home, state: homeState })],
    ['another Region', () => ({ region: 'eu-west-1', services: other, state: otherState })],
  ])('in %s is under the stage’s own key, which turns', (_, template) => {
    const { region } = template();
    const arn = {
      'Fn::ImportValue': expect.stringMatching(
        new RegExp(`^EventBridgePartnerState-test-${region}:ExportsOutputFnGetAttKey`),
      ),
    };
    const queues = propertiesOf(template().services, queueType);
    const logGroups = propertiesOf(template().services, 'AWS::Logs::LogGroup');

    expect(queues.length).toBeGreaterThanOrEqual(4);
    for (const { KmsMasterKeyId: key } of queues) expect(key).toEqual(arn);
    expect(logGroups.length).toBeGreaterThanOrEqual(2);
    for (const { KmsKeyId: key } of logGroups) expect(key).toEqual(arn);
    expect(propertiesOf(template().state, 'AWS::KMS::Key')).toEqual([
      expect.objectContaining({ EnableKeyRotation: true }),
    ]);
    expect(propertiesOf(template().state, 'AWS::KMS::Alias')).toEqual([
      {
        AliasName: 'alias/EventBridgePartner-test',
        TargetKeyId: { 'Fn::GetAtt': [idOf(template().state, 'AWS::KMS::Key', 'Key'), 'Arn'] },
      },
    ]);
  });

  test('of logs goes when the stage says', () => {
    const logGroups = propertiesOf(
      synthesizeOneRegion({ logRetentionDays: 365 }),
      'AWS::Logs::LogGroup',
    );

    // One for each function, and the API's.
    expect(logGroups).toHaveLength(7);
    for (const { RetentionInDays: kept } of logGroups) expect(kept).toBe(365);
  });
});

describe('the control plane', () => {
  test('has its one API in the home Region', () => {
    expect(propertiesOf(home, 'AWS::ApiGatewayV2::Api')).toHaveLength(1);
    expect(propertiesOf(other, 'AWS::ApiGatewayV2::Api')).toHaveLength(0);
  });

  test('has its one schedule in the home Region, beside the recorder’s of each Region', () => {
    const rates = [home, other].map((template) =>
      propertiesOf(template, 'AWS::Scheduler::Schedule').map((one) => one['ScheduleExpression']),
    );

    expect(rates).toEqual([['rate(1 minute)', 'rate(15 minutes)'], ['rate(1 minute)']]);
  });
});

describe('the stacks', () => {
  test('go to their Regions, in the account of the stage', () => {
    const app = aQuickApp();
    addStageStacks(app, aTwoRegionStage());
    const { stacks } = app.synth();
    const places = stacks.map(({ stackName, environment }) => `${stackName} ${environment.name}`);

    expect(places.toSorted()).toEqual([
      'EventBridgePartner-test-eu-west-1 aws://111122223333/eu-west-1',
      'EventBridgePartner-test-us-east-1 aws://111122223333/us-east-1',
      'EventBridgePartnerState-test-eu-west-1 aws://111122223333/eu-west-1',
      'EventBridgePartnerState-test-us-east-1 aws://111122223333/us-east-1',
    ]);
  });

  const everywhere = [
    'AlarmTopicArn',
    'DashboardName',
    'EventsDeadLetterQueueUrl',
    'EventsQueueArn',
    'EventsQueueUrl',
    'HistoryBucketPrefix',
    'HistoryDeadLetterQueueUrl',
    'HistoryQueueUrl',
    'HistoryTableName',
    'HomeRegion',
    'MappingTableName',
    'PartnerName',
    'PayloadBucketName',
    'PayloadBucketPrefix',
    'RecorderFunctionName',
    'RetryDeadLetterQueueUrl',
    'RetryQueueUrl',
    'StageName',
  ];
  const atHome = [
    'ConsoleUrl',
    'NotificationRegistryName',
    'ReconcilerFunctionName',
    'RegistrationFunctionName',
    'ReplayDeadLetterQueueUrl',
    'ReplayQueueUrl',
  ];
  const signIn = { issuer: 'https://login.example.com', clientId: 'page' };

  test.each([
    ['another Region', () => other, []],
    ['the home Region', () => home, atHome],
    ['the home Region with a provider', () => synthesizeOneRegion({ signIn }), atHome],
  ] as const)('of %s put out what services and operators need', (_, template, besides) => {
    expect(Object.keys(template().findOutputs('*')).toSorted()).toEqual(
      [...everywhere, ...besides].toSorted(),
    );
  });
});

test('the templates of a stage of two Regions', () => {
  expect({
    'us-east-1': forSnapshot(home),
    'eu-west-1': forSnapshot(other),
    'state of us-east-1': forSnapshot(homeState),
    'state of eu-west-1': forSnapshot(otherState),
  }).toMatchSnapshot();
});
