import {
  ConditionalCheckFailedException,
  paginateQuery,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { MappingTable } from '../delivery/ports.ts';
import { retiredMappingDays, type Mapping } from '../domain/mapping.ts';

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
        mappings.push(...items.map((item) => v.parse(mappingSchema, unmarshall(item))));
      }
      return mappings;
    },

    async register(mapping) {
      const item = marshall(mapping, { removeUndefinedValues: true });
      await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    },

    async retire({ generator, sourceArn, generation }, retirement) {
      const retiredAtSeconds = Math.floor(Date.parse(retirement.retiredAt) / 1000);
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: marshall({ generator, sourceArn }),
            UpdateExpression: 'SET retirement = :retirement, #ttl = :ttl',
            ConditionExpression: 'generation = :generation AND attribute_not_exists(retirement)',
            ExpressionAttributeNames: { '#ttl': mappingTableTtl },
            ExpressionAttributeValues: marshall({
              ':generation': generation,
              ':retirement': retirement,
              ':ttl': retiredAtSeconds + retiredMappingDays * 24 * 60 * 60,
            }),
          }),
        );
        return 'retired';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const key = { generator, sourceArn };
        return (await isLive(client, tableName, key)) ? 'superseded' : 'absent';
      }
    },
  };
}

// A second read, since not every DynamoDB tells the item that failed a condition; dynalite does not.
async function isLive(
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

const mappingSchema = v.object({
  generator: v.string(),
  sourceArn: v.string(),
  sourceName: v.string(),
  tenant: v.string(),
  account: v.string(),
  region: v.string(),
  generation: v.string(),
  state: v.picklist(['PENDING', 'ACTIVE', 'DELETED']),
  detailTypes: v.exactOptional(v.array(v.string())),
  createdAt: v.string(),
});
