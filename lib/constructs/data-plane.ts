import { Construct } from 'constructs';
import {
  deployments,
  type QueueFunctionDeployment,
  type QueueFunctionName,
} from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import type { Fleet } from '../../lambdas/settings/fleet.ts';
import { stageSettings } from '../stage/stage-settings.ts';
import { mappingTableName } from '../stage/stage.ts';
import type { OfStage } from './of-stage.ts';
import { QueueFunction } from './queue-function.ts';
import { QueueWithDeadLetters } from './queue-with-dead-letters.ts';

/** Properties of {@link DataPlane}. */
export interface DataPlaneProps extends OfStage {
  /** How widely the functions work, so that all Regions together stay under the quota. */
  readonly fleet: Fleet;
}

/** What delivers events in a Region: the events and retry queues, and the functions that read them. */
export class DataPlane extends Construct {
  readonly events: QueueWithDeadLetters;
  readonly retries: QueueWithDeadLetters;
  readonly fanOut: QueueFunction;
  readonly retry: QueueFunction;

  constructor(scope: Construct, id: string, props: DataPlaneProps) {
    super(scope, id);
    const { key } = props;
    const consumers = {
      'fan-out': deploymentIn(props, 'fan-out'),
      retry: deploymentIn(props, 'retry'),
    };
    this.events = new QueueWithDeadLetters(this, 'Events', { consumer: consumers['fan-out'], key });
    this.retries = new QueueWithDeadLetters(this, 'Retries', { consumer: consumers.retry, key });
    this.fanOut = this.#addFanOut(props, consumers['fan-out']);
    this.retry = this.#addRetry(props, consumers.retry);
  }

  #addFanOut(props: DataPlaneProps, deployment: QueueFunctionDeployment): QueueFunction {
    const { stage, key } = props;
    return new QueueFunction(this, 'FanOut', {
      stage,
      key,
      functionName: 'fan-out',
      deployment,
      source: this.events.queue,
      pollers: stage.pollers,
      // Parts of large messages go back to the queue that they came from.
      sendsTo: [
        this.events.queue,
        this.retries.queue,
        this.retries.deadLetters,
        this.events.deadLetters,
      ],
      environment: environmentOf('fan-out', this.#settings(props, 'fan-out')),
    });
  }

  #addRetry(props: DataPlaneProps, deployment: QueueFunctionDeployment): QueueFunction {
    const { stage, key } = props;
    return new QueueFunction(this, 'Retry', {
      stage,
      key,
      functionName: 'retry',
      deployment,
      source: this.retries.queue,
      sendsTo: [this.retries.queue, this.retries.deadLetters],
      environment: environmentOf('retry', this.#settings(props, 'retry')),
    });
  }

  #settings({ stage, fleet }: DataPlaneProps, name: QueueFunctionName) {
    return {
      ...stageSettings(stage),
      share: { maxCallsInFlightPerRegion: fleet.callsInFlightPerRegion[name] },
      place: {
        mappingTableName: mappingTableName(stage),
        homeRegion: stage.homeRegion,
        eventsQueueUrl: this.events.queue.queueUrl,
        eventsDeadLetterQueueUrl: this.events.deadLetters.queueUrl,
        retryQueueUrl: this.retries.queue.queueUrl,
        retryDeadLetterQueueUrl: this.retries.deadLetters.queueUrl,
      },
    };
  }
}

function deploymentIn(
  { fleet }: Pick<DataPlaneProps, 'fleet'>,
  name: QueueFunctionName,
): QueueFunctionDeployment {
  return { ...deployments[name], maximumConcurrency: fleet.maximumConcurrency[name] };
}
