import {
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Log } from '../ports/delivery.ts';
import type { MappingKey, ReconcileTable } from '../ports/reconcile.ts';
import { batchGet, type Item } from './batch-get.ts';
import { dynamodbMappingTable } from './dynamodb-mapping-table.ts';
import { changeUpdate } from './mapping-change.ts';
import { readMappingItem, readMappingItems } from './mapping-item.ts';
import { claimUpdate, settleUpdate } from './outbox-claims.ts';
import {
  loadCheckpoint,
  mappingKeySchema,
  checkpointKey,
  saveCheckpoint,
} from './reconcile-checkpoint.ts';
import { unlessSuperseded } from './unless-superseded.ts';

const pageSize = 500;

/** The mapping table on DynamoDB, as the reconciler sees it. Every change is conditional. */
export function dynamodbReconcileTable(
  client: DynamoDBClient,
  tableName: string,
  log: Log,
): ReconcileTable {
  const mappings = dynamodbMappingTable(client, tableName);
  const update = (key: MappingKey, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) =>
    unlessSuperseded(() =>
      client.send(new UpdateItemCommand({ TableName: tableName, Key: keyOf(key), ...input })),
    );
  return {
    retire: (version, notification) => mappings.retire(version, notification),
    async page(after) {
      const { Items: items = [], LastEvaluatedKey: last } = await client.send(
        new ScanCommand({
          TableName: tableName,
          Limit: pageSize,
          ...(after && { ExclusiveStartKey: keyOf(after) }),
        }),
      );
      const next = last && v.parse(mappingKeySchema, unmarshall(last));
      const others = items.filter((item) => item['generator']?.S !== checkpointKey.generator);
      return { mappings: readMappingItems(others, log).mappings, ...(next && { next }) };
    },
    find: async (keys) => readMappingItems(await batchGet(client, tableName, keys.map(keyOf)), log),
    change: async (read, change) =>
      (await update(read, changeUpdate(read, change))) ? 'changed' : 'superseded',
    async adopt(mapping) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: marshall(mapping, { removeUndefinedValues: true }),
        ConditionExpression: 'attribute_not_exists(generator) OR attribute_exists(retirement)',
      });
      return (await unlessSuperseded(() => client.send(put))) ? 'adopted' : 'superseded';
    },
    async claimOutbox(key, claim) {
      const claimed = await update(key, claimUpdate(claim));
      return claimed?.Attributes && readMappingItem(claimed.Attributes);
    },
    async settleOutbox(claimed, claim, told) {
      await update(claimed, settleUpdate(claim, told));
    },
    loadCheckpoint: () => loadCheckpoint(client, tableName, log),
    saveCheckpoint: (checkpoint) => saveCheckpoint(client, tableName, checkpoint),
  };
}

function keyOf({ generator, sourceArn }: MappingKey): Item {
  return marshall({ generator, sourceArn });
}
