import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Log } from '../ports/delivery.ts';
import type { MissedSent, ReplayTable, ReplayTurns, WakeReplay } from '../ports/replays.ts';
import { sdkSendingCalls } from './calls/sdk-queue-calls.ts';
import { requestHandler } from './connections.ts';
import { dynamodbMappingControls } from './dynamodb-mapping-controls.ts';
import { dynamodbReplayTable } from './dynamodb-replay-table.ts';
import { dynamodbReplayTurns } from './dynamodb-replay-turns.ts';
import { sqsQueue } from './sqs-queue.ts';
import { waitingMessages } from './waiting-messages.ts';
import { replayWaker } from './wake-replay.ts';

/** Where replays are kept, and which queues they need. */
export interface ReplayPlace {
  readonly mappingTableName: string;
  readonly homeRegion: string;
  readonly replayQueueUrl: string;
  readonly eventsQueueUrl: string;
}

/** What only the function that replays needs, on AWS. */
export interface ReplayStepServices {
  readonly replays: ReplayTable;
  readonly turns: ReplayTurns;
  readonly wake: WakeReplay;
  readonly missedSent: MissedSent;
  readonly eventsWaiting: () => Promise<number>;
}

/** The services of the function that replays, apart from those of every function that delivers. */
export function replayStepServices(
  { mappingTableName, homeRegion, replayQueueUrl, eventsQueueUrl }: ReplayPlace,
  log: Log,
): ReplayStepServices {
  const sqs = new SQSClient({ requestHandler });
  const home = new DynamoDBClient({ requestHandler, region: homeRegion });
  const controls = dynamodbMappingControls(home, mappingTableName);
  return {
    replays: dynamodbReplayTable(home, mappingTableName),
    turns: dynamodbReplayTurns(home, mappingTableName),
    wake: replayWaker(sqsQueue(sdkSendingCalls(sqs), replayQueueUrl, log)),
    async missedSent(mapping, time) {
      await controls.control(mapping, { kind: 'missedDecided', ...time });
    },
    eventsWaiting: () => waitingMessages(sqs, eventsQueueUrl),
  };
}
