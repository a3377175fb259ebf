import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/delivery.ts';
import type { ReconcileServices, ReconcileSettings } from '../ports/reconcile-services.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import { dynamodbReconcileTable } from './dynamodb-reconcile-table.ts';
import { partnerSources } from './partner-sources.ts';
import { requestHandler } from './connections.ts';
import { vendorEvents } from './vendor-events.ts';

/**
 * The reconciler's services on AWS, without the time.
 *
 * @param tableName the mapping table
 */
export function reconcileServices(
  tableName: string,
  settings: ReconcileSettings,
  log: Log,
): Omit<ReconcileServices, 'time'> & { sleep: (milliseconds: number) => Promise<void> } {
  const { partnerName } = settings;
  const dynamodb = new DynamoDBClient({ requestHandler });
  return {
    settings,
    log,
    sources: partnerSources(partnerName),
    mappings: dynamodbReconcileTable(dynamodb, tableName, log),
    retirements: dynamodbMappingTable(dynamodb, tableName),
    sendNotifications: vendorEvents(new EventBridgeClient(), partnerName, log),
    newGeneration: randomUUID,
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
  };
}
