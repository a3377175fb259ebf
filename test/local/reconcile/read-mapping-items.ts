import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { readMappingItem } from '../../../lambdas/aws/mapping-item.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';

/** All mappings of a table, retired ones too, without the item where the reconciler keeps its checkpoint. */
export async function readMappingItems(
  client: DynamoDBClient,
  tableName: string,
): Promise<Mapping[]> {
  const { Items: items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  return items
    .filter((item) => unmarshall(item)['sourceName'] !== undefined)
    .map((item) => readMappingItem(item));
}
