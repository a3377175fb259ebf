import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  dynamodbMappingTable,
  mappingTableKey,
} from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { startDynamoDb, type LocalDynamoDb } from '../../../local/aws/dynamodb.ts';
import { mappingTableContract } from '../../contract/mapping-table.ts';
import { aMapping } from '../../support/domain-builders.ts';

let server: LocalDynamoDb;
let client: DynamoDBClient;
let tables = 0;

beforeAll(async () => {
  server = await startDynamoDb({ port: 0 });
  client = new DynamoDBClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function createTable(): Promise<string> {
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
  return name;
}

async function itemOf(tableName: string) {
  const { generator, sourceArn } = aMapping();
  const { Item: item = {} } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: marshall({ generator, sourceArn }) }),
  );
  return unmarshall(item);
}

describe('the mapping table on DynamoDB', () => {
  mappingTableContract(async () => dynamodbMappingTable(client, await createTable()));

  test('keeps a retired mapping with its reason, until DynamoDB deletes it after 30 days', async () => {
    const tableName = await createTable();
    const table = dynamodbMappingTable(client, tableName);
    const retirement = { reason: 'nobody is there', retiredAt: '2026-11-21T19:00:00.999Z' };
    await table.register(aMapping());
    await table.retire(aMapping(), retirement);

    expect(await itemOf(tableName)).toEqual({
      ...aMapping(),
      retirement,
      expiresAt: Date.parse('2026-12-21T19:00:00Z') / 1000,
    });
  });

  test('forgets the retirement, and that it was to be deleted, at a new registration', async () => {
    const tableName = await createTable();
    const table = dynamodbMappingTable(client, tableName);
    await table.register(aMapping());
    await table.retire(aMapping(), { reason: 'gone', retiredAt: '2026-11-21T19:00:00.000Z' });
    await table.register(aMapping({ generation: 'generation-2' }));

    expect(await itemOf(tableName)).toEqual(aMapping({ generation: 'generation-2' }));
  });

  test('does not choke on attributes that it does not know', async () => {
    const tableName = await createTable();
    const item = marshall({ ...aMapping(), lastDeliveredAt: '2026-11-21T19:00:00.000Z' });
    await client.send(new PutItemCommand({ TableName: tableName, Item: item }));

    expect(await dynamodbMappingTable(client, tableName).findLive('acct1/repo1')).toEqual([
      aMapping(),
    ]);
  });

  test('rejects when the table cannot be reached', async () => {
    const table = dynamodbMappingTable(client, 'no-such-table');
    const gone = { reason: 'gone', retiredAt: '2026-11-21T19:00:00.000Z' };
    const missing = /not found|non-existent/;

    await expect(table.findLive('a/b')).rejects.toThrow(missing);
    await expect(table.register(aMapping())).rejects.toThrow(missing);
    await expect(table.retire(aMapping(), gone)).rejects.toThrow(missing);
  });
});
