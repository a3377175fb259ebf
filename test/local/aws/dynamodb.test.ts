import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';

import { startDynamoDb } from '../../../local/aws/dynamodb.ts';
import type { LocalDynamoDb } from '../../../local/aws/dynamodb.ts';

let dynamoDb: LocalDynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  dynamoDb = await startDynamoDb({ port: 0 });
  client = aClient(dynamoDb);
  await createTable(client);
});

afterAll(async () => {
  client.destroy();
  await dynamoDb.close();
});

function aClient({ url }: LocalDynamoDb) {
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };
  return new DynamoDBClient({ endpoint: url, region: 'eu-west-1', credentials });
}

async function createTable(through: DynamoDBClient) {
  await through.send(
    new CreateTableCommand({
      TableName: 'mappings',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'generator', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'generator', AttributeType: 'S' }],
    }),
  );
}

describe('startDynamoDb', () => {
  test('listens on the loopback address', () => {
    expect(dynamoDb.url).toBe(`http://127.0.0.1:${dynamoDb.port}`);
  });

  test('has a table ready as soon as it is created', async () => {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: 'mappings' }));

    expect(table?.TableStatus).toBe('ACTIVE');
  });

  test('keeps an item, and refuses a write whose condition does not hold', async () => {
    const put = (generation: string) =>
      client.send(
        new PutItemCommand({
          TableName: 'mappings',
          Item: { generator: { S: 'acct1/repo1' }, generation: { S: generation } },
          ConditionExpression: 'attribute_not_exists(generator)',
        }),
      );
    await put('first');

    await expect(put('second')).rejects.toThrow('conditional request failed');
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: 'mappings', Key: { generator: { S: 'acct1/repo1' } } }),
    );
    expect(item?.['generation']?.S).toBe('first');
  });

  test('keeps its tables under a path, over a restart', async () => {
    const path = await mkdtemp(join(tmpdir(), 'dynamodb-'));
    const first = await startDynamoDb({ port: 0, path });
    const firstClient = aClient(first);
    await createTable(firstClient);
    await first.close();

    const second = await startDynamoDb({ port: 0, path });
    const secondClient = aClient(second);
    const { TableNames: tables } = await secondClient.send(new ListTablesCommand({}));
    firstClient.destroy();
    secondClient.destroy();
    await second.close();
    await rm(path, { recursive: true });

    expect(tables).toEqual(['mappings']);
  });
});
