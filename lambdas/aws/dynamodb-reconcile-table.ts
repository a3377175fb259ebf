import { ScanCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Log } from '../ports/delivery.ts';
import type { MappingKey, MappingPage, ReconcileTable } from '../ports/reconcile.ts';
import { batchGet } from './batch-get.ts';
import { unlessSuperseded, type Update } from './conditional-update.ts';
import { keyItem, readMappingItem, readMappingItems } from './mapping-item.ts';
import { adoptUpdate, changeUpdate, claimUpdate, settleUpdate } from './mapping-updates.ts';
import {
  checkpointKey,
  loadCheckpoint,
  mappingKeySchema,
  saveCheckpoint,
} from './reconcile-checkpoint.ts';

const pageSize = 500;

/** The mapping table on DynamoDB, as the reconciler uses it. Every change is conditional. */
export function dynamodbReconcileTable(
  client: DynamoDBClient,
  tableName: string,
  log: Log,
): ReconcileTable {
  const table = { client, tableName, log };
  const update = (key: MappingKey, input: Update) =>
    unlessSuperseded(() =>
      client.send(new UpdateItemCommand({ TableName: tableName, Key: keyItem(key), ...input })),
    );
  return {
    page: (after) => readPage(after, table),
    find: async (keys) =>
      readMappingItems(await batchGet(client, tableName, keys.map(keyItem)), log),
    change: async (read, change) =>
      (await update(read, changeUpdate(read, change))) ? 'changed' : 'superseded',
    adopt: async (mapping, retired) =>
      (await update(mapping, adoptUpdate(mapping, retired))) ? 'adopted' : 'superseded',
    async claimOutbox(key, claim) {
      const claimed = await update(key, claimUpdate(claim));
      return claimed?.Attributes && readMappingItem(claimed.Attributes);
    },
    async settleOutbox(claimed, claim, sent) {
      await update(claimed, settleUpdate(claim, sent));
    },
    loadCheckpoint: () => loadCheckpoint(client, tableName, log),
    saveCheckpoint: (checkpoint) => saveCheckpoint(client, tableName, checkpoint),
  };
}

interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly log: Log;
}

async function readPage(
  after: MappingKey | undefined,
  { client, tableName, log }: Table,
): Promise<MappingPage> {
  const { Items: items = [], LastEvaluatedKey: last } = await client.send(
    new ScanCommand({
      TableName: tableName,
      Limit: pageSize,
      ...(after && { ExclusiveStartKey: keyItem(after) }),
    }),
  );
  const next = last && v.parse(mappingKeySchema, unmarshall(last));
  const others = items.filter((item) => item['generator']?.S !== checkpointKey.generator);
  return { mappings: readMappingItems(others, log).mappings, ...(next && { next }) };
}
