import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/delivery.ts';
import type { ReconcileServices, ReconcileSettings } from '../ports/reconcile-services.ts';
import { openSendingCalls } from './calls/sdk-queue-calls.ts';
import { sdkTableCalls } from './calls/sdk-table-calls.ts';
import { dynamodbMappingControls } from './dynamodb-mapping-controls.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import { dynamodbReconcileTable } from './dynamodb-reconcile-table.ts';
import { dynamodbReplayClaims } from './dynamodb-replay-claims.ts';
import { dynamodbReplayTable } from './dynamodb-replay-table.ts';
import { linkSecretKeeper } from './payloads/keep-link-secrets.ts';
import { partnerSources } from './partner-sources.ts';
import { requestHandler } from './connections.ts';
import { sqsQueue } from './sqs-queue.ts';
import { replayWaker } from './wake-replay.ts';
import { vendorEvents } from './vendor-events.ts';

/** The mapping table, and the queue of the replays that have something to send. */
export interface ReconcileResources {
  readonly tableName: string;
  readonly replayQueueUrl: string;
  /** How links to payloads begin; absent where nothing is relayed by reference. */
  readonly linksBaseUrl?: string;
}

/** The reconciler's services on AWS, without the time. */
export function reconcileServices(
  { tableName, replayQueueUrl, linksBaseUrl }: ReconcileResources,
  settings: ReconcileSettings,
  log: Log,
): Omit<ReconcileServices, 'time'> & { sleep: (milliseconds: number) => Promise<void> } {
  const { partnerName } = settings;
  const dynamodb = new DynamoDBClient({ requestHandler });
  const table = sdkTableCalls(dynamodb);
  return {
    settings,
    log,
    sources: partnerSources(partnerName),
    mappings: dynamodbReconcileTable(dynamodb, tableName, log),
    retirements: dynamodbMappingTable(table, tableName, table, settings.policy),
    controls: dynamodbMappingControls(dynamodb, tableName),
    replays: dynamodbReplayTable(dynamodb, tableName),
    replayClaims: dynamodbReplayClaims(dynamodb, tableName),
    wakeReplay: replayWaker(sqsQueue(openSendingCalls(), replayQueueUrl, log)),
    sendNotifications: vendorEvents(new EventBridgeClient(), partnerName, log),
    ...(linksBaseUrl !== undefined && {
      keepLinks: () => linkSecretKeeper(dynamodb, tableName).keep(linksBaseUrl),
    }),
    newGeneration: randomUUID,
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
  };
}
