import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  deploymentsFor,
  historyQueue,
  visibilityTimeoutSeconds,
  type QueueFunctionDeployment,
  type QueueFunctionName,
} from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import type { Fleet } from '../../lambdas/settings/fleet.ts';
import { stageSettings } from '../stage/stage-settings.ts';
import { mappingTableName } from '../stage/stage.ts';
import { allowKeepingBodies } from './history-access.ts';
import { historyPlace } from './history-place.ts';
import type { OfStage } from './of-stage.ts';
import { allowLinking, allowPayloads } from './payload-access.ts';
import { payloadPlace } from './payload-place.ts';
import { QueueFunction } from './queue-function.ts';
import { QueueWithDeadLetters, type QueueWithDeadLettersProps } from './queue-with-dead-letters.ts';
import { Recorder } from './recorder.ts';

/** Properties of {@link DataPlane}. */
export interface DataPlaneProps extends OfStage {
  /** How widely the functions work, so that all Regions together stay under the quota. */
  readonly fleet: Fleet;
}

/**
 * What delivers events in a Region: the events and retry queues, and the functions that read them. Also what
 * records the outcomes: the history queue and the recorder. Both are there in every stage, so that
 * `history.rows` can change without leaving anything on the queue; idle they cost next to nothing.
 */
export class DataPlane extends Construct {
  readonly events: QueueWithDeadLetters;
  readonly retries: QueueWithDeadLetters;
  readonly history: QueueWithDeadLetters;
  readonly fanOut: QueueFunction;
  readonly retry: QueueFunction;
  readonly recorder: Recorder;

  constructor(scope: Construct, id: string, props: DataPlaneProps) {
    super(scope, id);
    const { stage, key } = props;
    const consumers = {
      'fan-out': deploymentIn(props, 'fan-out'),
      retry: deploymentIn(props, 'retry'),
    };
    this.events = new QueueWithDeadLetters(this, 'Events', feeding(consumers['fan-out'], key));
    this.retries = new QueueWithDeadLetters(this, 'Retries', feeding(consumers.retry, key));
    this.history = new QueueWithDeadLetters(this, 'History', { ...historyQueue, key });
    this.fanOut = this.#addFanOut(props, consumers['fan-out']);
    this.retry = this.#addRetry(props, consumers.retry);
    // Of many events at once, and of one that fits no message.
    for (const { function: one } of [this.fanOut, this.retry]) {
      allowKeepingBodies(one, stage);
      allowPayloads(one, stage);
      allowLinking(one, stage);
    }
    this.recorder = new Recorder(this, 'Recorder', { stage, key, queue: this.history.queue });
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
        this.history.queue,
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
      sendsTo: [this.retries.queue, this.retries.deadLetters, this.history.queue],
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
        historyQueueUrl: this.history.queue.queueUrl,
        ...historyPlace(this, stage),
        ...payloadPlace(this, stage),
      },
    };
  }
}

function feeding(consumer: QueueFunctionDeployment, key: IKey): QueueWithDeadLettersProps {
  const { maxReceiveCount } = consumer;
  return { visibilitySeconds: visibilityTimeoutSeconds(consumer), maxReceiveCount, key };
}

function deploymentIn(
  { fleet, stage }: Pick<DataPlaneProps, 'fleet' | 'stage'>,
  name: QueueFunctionName,
): QueueFunctionDeployment {
  const { [name]: deployment } = deploymentsFor(stage.delivery.prefer);
  return { ...deployment, maximumConcurrency: fleet.maximumConcurrency[name] };
}
