import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mappingTableKey, tenantIndex } from '../lambdas/aws/dynamodb-mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount } from './partner.ts';

/** The name of the mapping table. */
export const mappingTableName = 'mappings';

/** A client of the local DynamoDB. */
export function localDynamoDbClient(endpoint: string): DynamoDBClient {
  const credentials = credentialsOf(partnerAccount);
  return new DynamoDBClient({ endpoint, region: homeRegion, credentials });
}

/** Creates a mapping table with the stack's keys and index, waits until it is active, and returns its name. */
export async function createMappingTable(
  endpoint: string,
  name = mappingTableName,
): Promise<string> {
  const client = localDynamoDbClient(endpoint);
  const { partition, sort } = mappingTableKey;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: partition, AttributeType: 'S' },
        { AttributeName: sort, AttributeType: 'S' },
        { AttributeName: tenantIndex.partition, AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: tenantIndex.name,
          KeySchema: [
            { AttributeName: tenantIndex.partition, KeyType: 'HASH' },
            { AttributeName: tenantIndex.sort, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await untilActive(client, name);
  client.destroy();
  return name;
}

/** Waits until a table is active. */
export async function untilActive(client: DynamoDBClient, name: string): Promise<void> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (table?.TableStatus !== 'ACTIVE') await untilActive(client, name);
}
