import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mappingTableKey } from '../../lambdas/aws/dynamodb-mapping-table.ts';
import { startDynamoDb } from '../../local/aws/dynamodb.ts';

/** Starts a DynamoDB on loopback, for as many mapping tables as a test file needs. */
export async function startTestTables() {
  const server = await startDynamoDb({ port: 0 });
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
  let tables = 0;
  return {
    client,
    /** Creates an empty mapping table and returns its name. */
    async createTable(): Promise<string> {
      tables += 1;
      const { partition, sort } = mappingTableKey;
      const name = `mappings-${tables}`;
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [
            { AttributeName: partition, KeyType: 'HASH' },
            { AttributeName: sort, KeyType: 'RANGE' },
          ],
          AttributeDefinitions: [partition, sort].map((key) => ({
            AttributeName: key,
            AttributeType: 'S' as const,
          })),
        }),
      );
      await untilActive(client, name);
      return name;
    },
    async close() {
      client.destroy();
      await server.close();
    },
  };
}

async function untilActive(client: DynamoDBClient, name: string): Promise<void> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (table?.TableStatus !== 'ACTIVE') await untilActive(client, name);
}
