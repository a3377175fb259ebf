import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Watch, type WatchProps } from '../../../../lib/constructs/watch/watch.ts';
import type { WatchedStage } from '../../../../lib/constructs/watch/watched.ts';
import { aQuickApp } from '../../../support/synthesize.ts';

/** The stack that is watched. */
export const stackName = 'EventBridgePartner-test-us-east-1';

interface WatchSetting {
  readonly isHome?: boolean;
  readonly stage?: Partial<WatchedStage>;
  readonly runbookUrl?: string;
}

/** The template of a stack of plain resources that are watched; the home Region's by default. */
export function watchTemplate({ isHome = true, stage, runbookUrl }: WatchSetting = {}): Template {
  const app = aQuickApp();
  const env = { region: 'us-east-1', account: '111122223333' };
  const stack = new Stack(app, 'Stack', { stackName, env });
  const watched: WatchProps = {
    stage: { ...standardStage, ...stage },
    key: new Key(stack, 'Key'),
    fleet: { maximumConcurrency: { 'fan-out': 12, retry: 5, replay: 2 } },
    runbookUrl,
    dataPlane: {
      events: queues(stack, 'Events'),
      retries: queues(stack, 'Retries'),
      history: queues(stack, 'History'),
      fanOut: aFunction(stack, 'FanOut', 60),
      retry: aFunction(stack, 'Retry', 60),
      recorder: {
        ...aFunction(stack, 'Recorder', 60),
        deadLetters: new Queue(stack, 'RecorderDeadLetters'),
      },
    },
    controlPlane: isHome ? controlPlane(stack) : undefined,
  };
  return Template.fromStack(Stack.of(new Watch(stack, 'Watch', watched)));
}

const standardStage: WatchedStage = {
  alarmEmails: ['oncall@example.com', 'team@example.com'],
  customerRegions: ['us-east-1', 'eu-west-1'],
  quotas: { putPartnerEventsPerSecond: 1_400 },
  reconcile: { everyMinutes: 15 },
  delivery: { prefer: 'cost' },
};

function controlPlane(stack: Stack) {
  const deadLetters = new Queue(stack, 'ReconcilerDeadLetters');
  return {
    replays: { queues: queues(stack, 'Replays'), replay: aFunction(stack, 'Replay', 60) },
    reconciler: { ...aFunction(stack, 'Reconciler', 840), deadLetters },
    registration: { ...aFunction(stack, 'Registration', 29), api: new HttpApi(stack, 'Api') },
  };
}

function queues(stack: Stack, id: string) {
  return { queue: new Queue(stack, id), deadLetters: new Queue(stack, `${id}DeadLetters`) };
}

function aFunction(stack: Stack, id: string, timeoutSeconds: number) {
  const watched = new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = () => {};'),
    timeout: Duration.seconds(timeoutSeconds),
    logGroup: new LogGroup(stack, `${id}Logs`),
  });
  return { function: watched };
}

/** An alarm as CloudFormation has it. */
export interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly ComparisonOperator: string;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Period?: number;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly TreatMissingData: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly Dimension[];
  readonly Metrics?: readonly AlarmMetric[];
}

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

interface AlarmMetric {
  readonly Id: string;
  readonly Expression?: string;
  readonly Period?: number;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions?: readonly Dimension[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
}

/** The alarms of a template, by their names without the stack's. */
export function alarmsOf(template: Template): ReadonlyMap<string, AlarmProperties> {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
  return new Map(
    alarms.map(({ Properties: alarm }) => [alarm.AlarmName.replace(`${stackName}-`, ''), alarm]),
  );
}

/** A widget of a dashboard's body. */
export interface Widget {
  readonly type: string;
  readonly width: number;
  readonly properties: {
    readonly markdown?: string;
    readonly title?: string;
    readonly alarms?: readonly unknown[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

/** The widgets of the template's dashboard, in order; `REF` replaces what is known only at deployment. */
export function widgetsOf(template: Template): readonly Widget[] {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = dashboard!['Properties'].DashboardBody;
  const parts: readonly unknown[] = typeof body === 'string' ? [body] : body['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'REF')).join('');
  return JSON.parse(text).widgets;
}

/** A metric's name and dimensions, as text. */
export function metricKey(
  metricName: string,
  dimensions: Readonly<Record<string, string>>,
): string {
  const sorted = Object.entries(dimensions).toSorted(([a], [b]) => a.localeCompare(b));
  return [metricName, ...sorted.map(([name, value]) => `${name}=${value}`)].join(' ');
}
