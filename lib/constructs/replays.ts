import { Construct } from 'constructs';
import { replayDeployment, visibilityTimeoutSeconds } from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import type { Fleet } from '../../lambdas/settings/fleet.ts';
import { stageSettings } from '../stage/stage-settings.ts';
import type { DataPlane } from './data-plane.ts';
import { allowReadingHistory } from './history-access.ts';
import { historyPlace } from './history-place.ts';
import type { MappingTable } from './mapping-table.ts';
import type { OfStage } from './of-stage.ts';
import { allowPayloads } from './payload-access.ts';
import { payloadPlace } from './payload-place.ts';
import { QueueFunction } from './queue-function.ts';
import { QueueWithDeadLetters } from './queue-with-dead-letters.ts';

/** Properties of {@link Replays}. */
export interface ReplaysProps extends OfStage {
  readonly mappings: MappingTable;
  /** That of the home Region: its queues get what a replay could not deliver, and its outcomes. */
  readonly dataPlane: DataPlane;
  /** How widely the function works, beside those of the data planes. */
  readonly fleet: Fleet;
}

/**
 * What sends events of the history again: a queue of replays that have something to send, and the function
 * that reads it. It is in the home Region, reads the history of every Region and delivers to any.
 */
export class Replays extends Construct {
  readonly queues: QueueWithDeadLetters;
  readonly replay: QueueFunction;

  constructor(scope: Construct, id: string, props: ReplaysProps) {
    super(scope, id);
    const { stage, key, mappings, fleet, dataPlane } = props;
    const deployment = {
      ...replayDeployment,
      maximumConcurrency: fleet.maximumConcurrency.replay,
    };
    this.queues = new QueueWithDeadLetters(this, 'Replays', {
      key,
      visibilitySeconds: visibilityTimeoutSeconds(deployment),
      maxReceiveCount: deployment.maxReceiveCount,
    });
    const { events, retries, history } = dataPlane;
    this.replay = new QueueFunction(this, 'Replay', {
      stage,
      key,
      functionName: 'replay',
      deployment,
      source: this.queues.queue,
      // The next page of a replay is a message on the queue that it came from.
      sendsTo: [this.queues.queue, retries.queue, retries.deadLetters, history.queue],
      environment: environmentOf('replay', this.#settings(props)),
    });
    // It gives way to live traffic, which it sees by the length of the events queue.
    events.queue.grant(this.replay.function, 'sqs:GetQueueAttributes');
    mappings.grantReplay(this.replay.function);
    allowReadingHistory(this.replay.function, stage);
    allowPayloads(this.replay.function, stage);
  }

  #settings({ stage, fleet, dataPlane, mappings }: ReplaysProps) {
    const { events, retries, history } = dataPlane;
    return {
      ...stageSettings(stage),
      share: { maxCallsInFlightPerRegion: fleet.callsInFlightPerRegion.replay },
      place: {
        mappingTableName: mappings.table.tableName,
        homeRegion: stage.homeRegion,
        eventsQueueUrl: events.queue.queueUrl,
        retryQueueUrl: retries.queue.queueUrl,
        retryDeadLetterQueueUrl: retries.deadLetters.queueUrl,
        historyQueueUrl: history.queue.queueUrl,
        replayQueueUrl: this.queues.queue.queueUrl,
        ...historyPlace(this, stage),
        ...payloadPlace(this, stage),
      },
    };
  }
}
