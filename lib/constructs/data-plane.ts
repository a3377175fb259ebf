import { Construct } from 'constructs';
import {
  deliveryEnvironment,
  deployments,
  mappingCacheSeconds,
} from '../../lambdas/settings/deployment.ts';
import type { FanOutVariable } from '../../lambdas/fan-out/env.ts';
import type { Fleet } from '../../lambdas/settings/fleet.ts';
import type { RetryVariable } from '../../lambdas/retry/env.ts';
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
  readonly fanOut: QueueFunction<FanOutVariable>;
  readonly retry: QueueFunction<RetryVariable>;

  constructor(scope: Construct, id: string, { stage, key, fleet }: DataPlaneProps) {
    super(scope, id);
    const fanOutDeployment = {
      ...deployments['fan-out'],
      maximumConcurrency: fleet.maximumConcurrency['fan-out'],
    };
    const retryDeployment = {
      ...deployments.retry,
      maximumConcurrency: fleet.maximumConcurrency.retry,
    };
    this.events = new QueueWithDeadLetters(this, 'Events', { consumer: fanOutDeployment, key });
    this.retries = new QueueWithDeadLetters(this, 'Retries', { consumer: retryDeployment, key });
    const environment = this.#deliveryEnvironment(stage);
    const callsInFlight = (name: keyof Fleet['callsInFlightPerRegion']) => ({
      MAX_CALLS_IN_FLIGHT_PER_REGION: String(fleet.callsInFlightPerRegion[name]),
    });
    this.fanOut = new QueueFunction(this, 'FanOut', {
      stage,
      key,
      functionName: 'fan-out',
      deployment: fanOutDeployment,
      source: this.events.queue,
      pollers: stage.pollers,
      // Parts of large messages go back to the queue that they came from.
      sendsTo: [
        this.events.queue,
        this.retries.queue,
        this.retries.deadLetters,
        this.events.deadLetters,
      ],
      environment: {
        ...environment,
        ...callsInFlight('fan-out'),
        EVENTS_QUEUE_URL: this.events.queue.queueUrl,
        EVENTS_DEAD_LETTER_QUEUE_URL: this.events.deadLetters.queueUrl,
        MAPPING_CACHE_SECONDS: mappingCacheSeconds,
      } satisfies Record<FanOutVariable, string>,
    });
    this.retry = new QueueFunction(this, 'Retry', {
      stage,
      key,
      functionName: 'retry',
      deployment: retryDeployment,
      source: this.retries.queue,
      sendsTo: [this.retries.queue, this.retries.deadLetters],
      environment: {
        ...environment,
        ...callsInFlight('retry'),
      } satisfies Record<RetryVariable, string>,
    });
  }

  #deliveryEnvironment(stage: DataPlaneProps['stage']) {
    return {
      ...deliveryEnvironment,
      MAX_ENTRY_BYTES: String(stage.entryLimits.maxEntryBytes),
      MAX_REQUEST_BYTES: String(stage.entryLimits.maxRequestBytes),
      MAPPING_TABLE_NAME: mappingTableName(stage),
      HOME_REGION: stage.homeRegion,
      RETRY_QUEUE_URL: this.retries.queue.queueUrl,
      RETRY_DEAD_LETTER_QUEUE_URL: this.retries.deadLetters.queueUrl,
    };
  }
}
