import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mappingTableKey } from '../lambdas/aws/dynamodb-mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount } from './partner.ts';

/** The name of the mapping table. */
export const mappingTableName = 'mappings';

/** A client of the local DynamoDB. */
export function localDynamoDbClient(endpoint: string): DynamoDBClient {
  const credentials = credentialsOf(partnerAccount);
  return new DynamoDBClient({ endpoint, region: homeRegion, credentials });
}

/** Creates the mapping table and returns its name. */
export async function createMappingTable(endpoint: string): Promise<string> {
  const client = localDynamoDbClient(endpoint);
  const { partition, sort } = mappingTableKey;
  await client.send(
    new CreateTableCommand({
      TableName: mappingTableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: partition, AttributeType: 'S' },
        { AttributeName: sort, AttributeType: 'S' },
      ],
    }),
  );
  client.destroy();
  return mappingTableName;
}
