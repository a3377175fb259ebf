import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addOutputs, identityOutputs } from './add-outputs.ts';
import { ControlPlane } from './constructs/control-plane.ts';
import { DataPlane } from './constructs/data-plane.ts';
import { allowProducers } from './constructs/producers.ts';
import { Watch } from './constructs/watch/watch.ts';
import { useFeatureFlags } from './feature-flags.ts';
import { stageFleet } from './stage/stage-fleet.ts';
import { stackEnvironment } from './stage/stack-environment.ts';
import {
  historyBucketPrefix,
  historyTableName,
  mappingTableName,
  payloadBucketPrefix,
  stackName,
  type Stage,
} from './stage/stage.ts';
import type { StateStack } from './state-stack.ts';

/** Properties of {@link FanoutStack}. */
export interface FanoutStackProps {
  /** The stage, of {@link defineStage} or {@link readStage}. */
  readonly stage: Stage;
  /** One of the stage's Regions. */
  readonly region: string;
  /** The state of the same Region. */
  readonly state: StateStack;
}

/**
 * One Region's services: the data plane and its monitoring, and in the home Region the control plane.
 * What must not be lost is in the Region's {@link StateStack}; this stack can be deleted and deployed
 * again.
 */
export class FanoutStack extends Stack {
  /**
   * {@link addStageStacks} calls it for each Region, and adds what one stack needs of another.
   *
   * @param scope an app, or a CDK stage of a pipeline
   * @param id of the stack in `scope`; its name in CloudFormation follows from the stage
   * @param props the stage, the Region, and the state there
   */
  constructor(scope: Construct, id: string, { stage, region, state }: FanoutStackProps) {
    super(scope, id, {
      env: stackEnvironment(scope, stage, region),
      // A CDK stage would put its own name before it.
      stackName: stackName(stage, region),
      description: `Relays domain events to customers as an Amazon EventBridge partner (stage ${stage.name})`,
    });
    useFeatureFlags(this);
    const { key, home } = state;
    const fleet = stageFleet(stage);
    const dataPlane = new DataPlane(this, 'DataPlane', { stage, key, fleet });
    const { events } = dataPlane;
    const controlPlane =
      home === undefined
        ? undefined
        : new ControlPlane(this, 'ControlPlane', { stage, key, ...home, dataPlane, fleet });
    allowProducers(events.queue, stage.producers, [
      dataPlane.fanOut.function,
      ...(controlPlane === undefined ? [] : [controlPlane.registration.function]),
    ]);
    const watch = new Watch(this, 'Watch', {
      stage,
      key,
      fleet,
      dataPlane,
      controlPlane,
    });
    addOutputs(this, outputsOf(stage, dataPlane, watch));
    if (controlPlane !== undefined) addOutputs(this, homeOutputsOf(controlPlane));
  }
}

function outputsOf(
  stage: Stage,
  { events, retries, history, recorder }: DataPlane,
  { topic, dashboard }: Watch,
) {
  const { account, region } = Stack.of(topic);
  return {
    ...identityOutputs(stage),
    EventsQueueUrl: events.queue.queueUrl,
    EventsQueueArn: events.queue.queueArn,
    EventsDeadLetterQueueUrl: events.deadLetters.queueUrl,
    RetryQueueUrl: retries.queue.queueUrl,
    RetryDeadLetterQueueUrl: retries.deadLetters.queueUrl,
    HistoryQueueUrl: history.queue.queueUrl,
    HistoryDeadLetterQueueUrl: history.deadLetters.queueUrl,
    RecorderFunctionName: recorder.function.functionName,
    MappingTableName: mappingTableName(stage),
    HistoryTableName: historyTableName(stage),
    HistoryBucketPrefix: historyBucketPrefix(stage, account),
    PayloadBucketPrefix: payloadBucketPrefix(stage, account),
    // For the producers of the Region.
    PayloadBucketName: `${payloadBucketPrefix(stage, account)}-${region}`,
    AlarmTopicArn: topic.topicArn,
    DashboardName: dashboard.dashboardName,
  };
}

function homeOutputsOf({
  replays,
  reconciler,
  registration,
  notificationSchemas: schemas,
}: ControlPlane) {
  return {
    ReplayQueueUrl: replays.queues.queue.queueUrl,
    ReplayDeadLetterQueueUrl: replays.queues.deadLetters.queueUrl,
    ReconcilerFunctionName: reconciler.function.functionName,
    ConsoleUrl: registration.pageUrl,
    RegistrationFunctionName: registration.function.functionName,
    ...(schemas && { NotificationRegistryName: schemas.registryName }),
  };
}
