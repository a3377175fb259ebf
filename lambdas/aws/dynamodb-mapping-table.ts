import {
  ConditionalCheckFailedException,
  paginateQuery,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { MappingTable, MappingVersion, RetireResult } from '../delivery/ports.ts';
import { retiredMappingDays, retirementOf, type Mapping } from '../domain/mapping.ts';
import type { Notice } from '../domain/notice.ts';
import { readMappingItem } from './mapping-item.ts';

/** The table's key: one item for each partner event source. */
export const mappingTableKey = { partition: 'generator', sort: 'sourceArn' } as const;
/** The attribute by which DynamoDB deletes a retired mapping: epoch seconds. */
export const mappingTableTtl = 'expiresAt';

/** The mapping table on DynamoDB. Every change is one conditional write of one item. */
export function dynamodbMappingTable(client: DynamoDBClient, tableName: string): MappingTable {
  return {
    async findLive(generator) {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          KeyConditionExpression: 'generator = :generator',
          FilterExpression: 'attribute_not_exists(retirement)',
          ExpressionAttributeValues: marshall({ ':generator': generator }),
        },
      );
      const mappings: Mapping[] = [];
      for await (const { Items: items = [] } of pages) {
        mappings.push(...items.map((item) => readMappingItem(item)));
      }
      return mappings;
    },

    async register(mapping) {
      const item = marshall(mapping, { removeUndefinedValues: true });
      await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    },

    retire: (version, notice) => retire(client, tableName, version, notice),
  };
}

async function retire(
  client: DynamoDBClient,
  tableName: string,
  { generator, sourceArn, generation }: MappingVersion,
  notice: Notice,
): Promise<RetireResult> {
  const ttlSeconds = Math.floor(Date.parse(notice.time) / 1000) + retiredMappingDays * 86_400;
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: marshall({ generator, sourceArn }),
        UpdateExpression: `SET retirement = :retirement, #ttl = :ttl, ${addNotices}`,
        ConditionExpression: 'generation = :generation AND attribute_not_exists(retirement)',
        ExpressionAttributeNames: { '#ttl': mappingTableTtl },
        ExpressionAttributeValues: marshall({
          ':generation': generation,
          ':retirement': retirementOf(notice),
          ':ttl': ttlSeconds,
          ':none': [],
          ':notices': [notice],
        }),
      }),
    );
    return 'retired';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const isLive = await hasLive(client, tableName, { generator, sourceArn });
    return isLive ? 'superseded' : 'absent';
  }
}

/** The part of an update that adds `:notices` to those that stand there; `:none` is an empty list. */
export const addNotices = 'notices = list_append(if_not_exists(notices, :none), :notices)';

// A second read, since not every DynamoDB tells the item that failed a condition; dynalite does not.
async function hasLive(
  client: DynamoDBClient,
  tableName: string,
  { generator, sourceArn }: Pick<Mapping, 'generator' | 'sourceArn'>,
): Promise<boolean> {
  const { Count: count = 0 } = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'generator = :generator AND sourceArn = :sourceArn',
      FilterExpression: 'attribute_not_exists(retirement)',
      ExpressionAttributeValues: marshall({ ':generator': generator, ':sourceArn': sourceArn }),
    }),
  );
  return count > 0;
}
