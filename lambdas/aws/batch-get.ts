import {
  BatchGetItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';

/** An item of a table, or its key. */
export type Item = Record<string, AttributeValue>;

const maxKeys = 100;

/** Reads any number of different keys, strongly consistent; returns the items that exist. */
export async function batchGet(
  client: DynamoDBClient,
  tableName: string,
  keys: readonly Item[],
): Promise<readonly Item[]> {
  if (keys.length === 0) return [];
  const batch = keys.slice(0, maxKeys);
  const { Responses: responses = {}, UnprocessedKeys: unprocessed = {} } = await client.send(
    new BatchGetItemCommand({
      RequestItems: { [tableName]: { Keys: batch, ConsistentRead: true } },
    }),
  );
  const left = unprocessed[tableName]?.Keys ?? [];
  if (left.length === batch.length) throw new Error('DynamoDB processed none of the keys');
  const rest = [...left, ...keys.slice(maxKeys)];
  return [...(responses[tableName] ?? []), ...(await batchGet(client, tableName, rest))];
}
