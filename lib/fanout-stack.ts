import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ControlPlane } from './constructs/control-plane.ts';
import { DataPlane } from './constructs/data-plane.ts';
import { allowProducers } from './constructs/producers.ts';
import { StageKey } from './constructs/stage-key.ts';
import { Watch } from './constructs/watch/watch.ts';
import { stageFleet } from './stage/stage-fleet.ts';
import { mappingTableName, type Stage } from './stage/stage.ts';

/** Properties of {@link FanoutStack}. */
export interface FanoutStackProps {
  readonly stage: Stage;
  /** One of the stage's Regions. */
  readonly region: string;
}

/**
 * One Region's stack: the data plane and what watches it; in the home Region the control plane too.
 * The account is the stage's, or that of the deploying credentials.
 */
export class FanoutStack extends Stack {
  constructor(scope: Construct, id: string, { stage, region }: FanoutStackProps) {
    const account = stage.account ?? process.env['CDK_DEFAULT_ACCOUNT'];
    super(scope, id, {
      env: { region, ...(account !== undefined && { account }) },
      description: `Relays domain events to customers as an Amazon EventBridge partner (stage ${stage.name})`,
      terminationProtection: stage.production,
    });
    const { key } = new StageKey(this, 'Key', { stage });
    const fleet = stageFleet(stage);
    const dataPlane = new DataPlane(this, 'DataPlane', { stage, key, fleet });
    const { events } = dataPlane;
    const controlPlane =
      region === stage.homeRegion
        ? new ControlPlane(this, 'ControlPlane', { stage, key, events: events.queue })
        : undefined;
    allowProducers(events.queue, stage.producers, controlPlane?.registration.function);
    const watch = new Watch(this, 'Watch', {
      stage,
      key,
      fleet,
      dataPlane,
      controlPlane,
    });
    this.#output(outputsOf(stage, dataPlane, watch));
    if (controlPlane !== undefined) this.#output(homeOutputsOf(controlPlane));
  }

  #output(outputs: Readonly<Record<string, string | undefined>>): void {
    for (const [key, value] of Object.entries(outputs)) {
      if (value !== undefined) new CfnOutput(this, key, { value });
    }
  }
}

function outputsOf(stage: Stage, { events, retries }: DataPlane, { topic, dashboard }: Watch) {
  return {
    EventsQueueUrl: events.queue.queueUrl,
    EventsQueueArn: events.queue.queueArn,
    EventsDeadLetterQueueUrl: events.deadLetters.queueUrl,
    RetryQueueUrl: retries.queue.queueUrl,
    RetryDeadLetterQueueUrl: retries.deadLetters.queueUrl,
    MappingTableName: mappingTableName(stage),
    PartnerName: stage.partnerName,
    AlarmTopicArn: topic.topicArn,
    DashboardName: dashboard.dashboardName,
  };
}

function homeOutputsOf({ reconciler, registration }: ControlPlane) {
  return {
    ReconcilerFunctionName: reconciler.function.functionName,
    ConsoleUrl: registration.pageUrl,
    UserPoolId: registration.userPool?.userPoolId,
  };
}
