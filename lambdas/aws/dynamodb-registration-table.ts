import {
  DeleteItemCommand,
  GetItemCommand,
  paginateQuery,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Log } from '../ports/delivery.ts';
import { tenantOf } from '../domain/generator.ts';
import { maxSourceNameLength } from '../domain/source-name.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import type { ListQuery, MappingPage, RegistrationTable } from '../ports/registration.ts';
import type { Item } from './batch-get.ts';
import { tenantIndex } from './dynamodb-mapping-table.ts';
import { dynamodbReconcileTable } from './dynamodb-reconcile-table.ts';
import type { Update } from './field-update.ts';
import { detailTypesUpdate, registerUpdate } from './mapping-change.ts';
import { readMappingItems } from './mapping-item.ts';
import { unlessSuperseded } from './unless-superseded.ts';

/**
 * The mapping table on DynamoDB, as registration sees it. Every change is one conditional write of
 * one item. An item that cannot be read is reported and left out.
 */
export function dynamodbRegistrationTable(
  client: DynamoDBClient,
  tableName: string,
  log: Log,
): RegistrationTable {
  const table = dynamodbReconcileTable(client, tableName, log);
  const update = async (key: MappingKey, input: Update) => {
    const command = new UpdateItemCommand({ TableName: tableName, Key: keyOf(key), ...input });
    return (await unlessSuperseded(() => client.send(command))) !== undefined;
  };
  return {
    change: (read, change) => table.change(read, change),
    retire: (version, notification) => table.retire(version, notification),
    list: (tenant, query) => listPage(client, tableName, { tenant, query, log }),
    async find(generator) {
      const items: Item[] = [];
      if (!canBeKey(generator)) return [];
      const query = { TableName: tableName, ConsistentRead: true, ...ofGenerator(generator) };
      for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
      return readMappingItems(items, log).mappings;
    },
    register: async (mapping, replaces) =>
      (await update(mapping, registerUpdate(mapping, replaces))) ? 'registered' : 'superseded',
    setDetailTypes: async (version, detailTypes) =>
      (await update(version, detailTypesUpdate(version, detailTypes))) ? 'changed' : 'superseded',
    async remove(version) {
      const item = { TableName: tableName, Key: keyOf(version) };
      const command = new DeleteItemCommand({
        ...item,
        ConditionExpression: 'generation = :generation',
        ExpressionAttributeValues: marshall({ ':generation': version.generation }),
      });
      if (await unlessSuperseded(() => client.send(command))) return 'removed';
      const stands = await client.send(new GetItemCommand({ ...item, ConsistentRead: true }));
      return stands.Item === undefined ? 'absent' : 'superseded';
    },
  };
}

/** One item more than asked for is read: it tells whether there is a next page. */
async function listPage(
  client: DynamoDBClient,
  tableName: string,
  { tenant, query, log }: { tenant: string; query: ListQuery; log: Log },
): Promise<MappingPage> {
  const { generator, limit } = query;
  if (generator !== undefined && (!canBeKey(generator) || tenantOf(generator) !== tenant)) {
    return { mappings: [] };
  }
  const { Items: items = [], LastEvaluatedKey: hasMore } = await client.send(
    new QueryCommand({
      TableName: tableName,
      Limit: limit + 1,
      ...(generator === undefined
        ? ofTenant(tenant, query)
        : { ...ofGenerator(generator), ...startOf(query, { generator }) }),
    }),
  );
  const page = items.slice(0, limit);
  const last = page.at(-1);
  const isLast = items.length <= limit && hasMore === undefined;
  const { mappings } = readMappingItems(page, log);
  return { mappings, ...(!isLast && last !== undefined && { next: keyFrom(last) }) };
}

type QueryPart = Omit<QueryCommandInput, 'TableName'>;

function ofTenant(tenant: string, query: ListQuery): QueryPart {
  return {
    IndexName: tenantIndex.name,
    KeyConditionExpression: 'tenant = :tenant',
    ExpressionAttributeValues: marshall({ ':tenant': tenant }),
    ...startOf(query, { tenant }),
  };
}

function ofGenerator(generator: string): QueryPart {
  return {
    KeyConditionExpression: 'generator = :generator',
    ExpressionAttributeValues: marshall({ ':generator': generator }),
  };
}

function startOf({ after }: ListQuery, partition: Readonly<Record<string, string>>): QueryPart {
  if (after === undefined) return {};
  const { generator, sourceArn } = after;
  return { ExclusiveStartKey: marshall({ generator, sourceArn, ...partition }) };
}

/** DynamoDB refuses an empty key and a long one; no mapping has either. */
function canBeKey(generator: string): boolean {
  return generator !== '' && generator.length <= maxSourceNameLength;
}

function keyOf({ generator, sourceArn }: MappingKey): Item {
  return marshall({ generator, sourceArn });
}

function keyFrom(item: Item): MappingKey {
  return { generator: item['generator']?.S ?? '', sourceArn: item['sourceArn']?.S ?? '' };
}
