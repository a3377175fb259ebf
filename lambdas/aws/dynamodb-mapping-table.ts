import {
  ConditionalCheckFailedException,
  paginateQuery,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { MappingTable, RetireResult } from '../delivery/ports.ts';
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
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return 'retired';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return whyNotRetired(error);
        throw error;
      }
    },
  };
}

function whyNotRetired({ Item: item }: ConditionalCheckFailedException): RetireResult {
  return item === undefined || item['retirement'] !== undefined ? 'absent' : 'superseded';
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
