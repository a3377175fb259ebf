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
import type { MappingKey, MappingPage } from '../ports/reconcile.ts';
import type { ListQuery, RegistrationTable } from '../ports/registration.ts';
import type { Item } from './batch-get.ts';
import { unlessSuperseded, type Update } from './conditional-update.ts';
import { tenantIndex } from './dynamodb-mapping-table.ts';
import { keyItem, readMappingItems } from './mapping-item.ts';
import { changeUpdate, choicesUpdate, registerUpdate } from './mapping-updates.ts';

/**
 * The mapping table on DynamoDB, as registration uses it. Every change is one conditional write of
 * one item. An item that cannot be read is reported and left out.
 */
export function dynamodbRegistrationTable(
  client: DynamoDBClient,
  tableName: string,
  log: Log,
): RegistrationTable {
  const update = async (key: MappingKey, input: Update) => {
    const command = new UpdateItemCommand({ TableName: tableName, Key: keyItem(key), ...input });
    return (await unlessSuperseded(() => client.send(command))) !== undefined;
  };
  return {
    change: async (read, change) =>
      (await update(read, changeUpdate(read, change))) ? 'changed' : 'superseded',
    list: (tenant, query) => listPage(client, tableName, { tenant, query, log }),
    ...readsOf(client, tableName, log),
    register: async (mapping, replaces) =>
      (await update(mapping, registerUpdate(mapping, replaces))) ? 'registered' : 'superseded',
    setChoices: async (version, choices) =>
      (await update(version, choicesUpdate(version, choices))) ? 'changed' : 'superseded',
    async remove(version) {
      const item = { TableName: tableName, Key: keyItem(version) };
      const command = new DeleteItemCommand({
        ...item,
        ConditionExpression: 'generation = :generation',
        ExpressionAttributeValues: marshall({ ':generation': version.generation }),
      });
      if (await unlessSuperseded(() => client.send(command))) return 'removed';
      const found = await client.send(new GetItemCommand({ ...item, ConsistentRead: true }));
      return found.Item === undefined ? 'absent' : 'superseded';
    },
  };
}

function readsOf(
  client: DynamoDBClient,
  tableName: string,
  log: Log,
): Pick<RegistrationTable, 'find' | 'get'> {
  const isFresh = { TableName: tableName, ConsistentRead: true };
  return {
    async find(generator) {
      const items: Item[] = [];
      if (!canBeKey(generator)) return [];
      const query = { ...isFresh, ...ofGenerator(generator) };
      for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
      return readMappingItems(items, log).mappings;
    },
    async get(key) {
      const { Item: item } = await client.send(
        new GetItemCommand({ ...isFresh, Key: keyItem(key) }),
      );
      return item && readMappingItems([item], log).mappings[0];
    },
  };
}

/** Reads one item more than asked for, to know whether there is a next page. */
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

/** DynamoDB refuses empty and long keys; no mapping has one. */
function canBeKey(generator: string): boolean {
  return generator !== '' && generator.length <= maxSourceNameLength;
}

function keyFrom(item: Item): MappingKey {
  return { generator: item['generator']?.S ?? '', sourceArn: item['sourceArn']?.S ?? '' };
}
