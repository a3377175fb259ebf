import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '../../local/aws/dynamodb.ts';
import { createMappingTable } from '../../local/mapping-table.ts';

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
    url: server.url,
    /** Creates an empty mapping table and returns its name. */
    async createTable(): Promise<string> {
      tables += 1;
      return await createMappingTable(server.url, `mappings-${tables}`);
    },
    async close() {
      client.destroy();
      await server.close();
    },
  };
}
