import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownTableCalls } from '../../../lambdas/aws/calls/own-table-calls.ts';
import { sdkTableCalls } from '../../../lambdas/aws/calls/sdk-table-calls.ts';
import type { TableCalls } from '../../../lambdas/aws/calls/table-calls.ts';
import { dynamodbMappingTable } from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { mappingTableContract } from '../../contract/mapping-table.ts';
import { missedSinceRetirement } from '../../../lambdas/domain/missed.ts';
import { useFunctionVariables } from '../../support/aws-variables.ts';
import { aMapping, aNotification } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { registerAll } from '../../support/register-all.ts';
import { startTestTables } from '../../support/test-tables.ts';

let tables: Awaited<ReturnType<typeof startTestTables>>;

beforeAll(async () => {
  tables = await startTestTables();
});

afterAll(async () => {
  await tables.close();
});

async function itemOf(tableName: string) {
  const { generator, sourceArn } = aMapping();
  const { Item: item = {} } = await tables.client.send(
    new GetItemCommand({ TableName: tableName, Key: marshall({ generator, sourceArn }) }),
  );
  return unmarshall(item);
}

function tablesOf(tableName: string) {
  return {
    mappings: dynamodbMappingTable(sdkTableCalls(tables.client), tableName),
    registrations: dynamodbRegistrationTable(tables.client, tableName, fakeLog()),
  };
}

describe('the mapping table on DynamoDB', () => {
  mappingTableContract(async () => tablesOf(await tables.createTable()));

  test('keeps a retired mapping with its reason and its notification, until DynamoDB deletes it after 30 days', async () => {
    const tableName = await tables.createTable();
    const { mappings, registrations } = tablesOf(tableName);
    const notification = aNotification({ time: '2026-11-21T19:00:00.999Z' });
    await registerAll(registrations, aMapping());
    await mappings.retire(aMapping(), notification);

    expect(await itemOf(tableName)).toEqual({
      ...aMapping(),
      retirement: { reason: notification.reason, retiredAt: notification.time },
      outbox: [notification],
      missedSince: missedSinceRetirement(notification.time),
      expiresAt: Date.parse('2026-12-21T19:00:00Z') / 1000,
    });
  });

  test('does not choke on attributes that it does not know', async () => {
    const tableName = await tables.createTable();
    const item = marshall({ ...aMapping(), lastDeliveredAt: '2026-11-21T19:00:00.000Z' });
    await tables.client.send(new PutItemCommand({ TableName: tableName, Item: item }));

    expect(
      await dynamodbMappingTable(sdkTableCalls(tables.client), tableName).findLive('acct1/repo1'),
    ).toEqual([aMapping()]);
  });

  test('an unreadable mapping fails the look-up of its generator, since its events would be lost in silence', async () => {
    const tableName = await tables.createTable();
    const { mappings, registrations } = tablesOf(tableName);
    const other = aMapping({ generator: 'acct1/repo2' });
    await registerAll(registrations, aMapping(), other);
    const odd = marshall({ ...aMapping({ account: '222222222222' }), state: 'UNHEARD OF' });
    await tables.client.send(new PutItemCommand({ TableName: tableName, Item: odd }));

    await expect(mappings.findLive('acct1/repo1')).rejects.toThrow('UNHEARD OF');
    expect(await mappings.findLive('acct1/repo2')).toEqual([other]);
  });

  test('rejects when the table cannot be reached', async () => {
    const table = dynamodbMappingTable(sdkTableCalls(tables.client), 'no-such-table');
    const missing = /not found|non-existent/;

    await expect(table.findLive('a/b')).rejects.toThrow(missing);
    await expect(table.retire(aMapping(), aNotification())).rejects.toThrow(missing);
    const lastError = { code: 'X', message: 'y', time: aNotification().time };
    await expect(table.noteActivity(aMapping(), { lastError })).rejects.toThrow(missing);
  });
});

test('a look-up reads all pages, as long as there is a next one', async () => {
  const accounts = ['111122223333', '222222222222', '333333333333'];
  const keys: unknown[] = [];
  const table: TableCalls = {
    async query({ ExclusiveStartKey: key }) {
      const account = accounts[keys.length]!;
      keys.push(key);
      const next = accounts[keys.length];
      return {
        Items: [marshall(aMapping({ account }))],
        ...(next !== undefined && { LastEvaluatedKey: { sourceArn: { S: next } } }),
      };
    },
    updateItem: async () => ({}),
  };
  const found = await dynamodbMappingTable(table, 'mappings').findLive('acct1/repo1');

  expect(found.map(({ account }) => account)).toEqual(accounts);
  expect(keys).toEqual([
    undefined,
    { sourceArn: { S: '222222222222' } },
    { sourceArn: { S: '333333333333' } },
  ]);
});

describe('the mapping table on DynamoDB, without the SDK', () => {
  let undo: () => void;
  beforeAll(() => {
    undo = useFunctionVariables({ AWS_ENDPOINT_URL_DYNAMODB: tables.url });
  });
  afterAll(() => undo());

  mappingTableContract(async () => {
    const tableName = await tables.createTable();
    return { ...tablesOf(tableName), mappings: dynamodbMappingTable(ownTableCalls(), tableName) };
  });
});

describe('the mapping table away from the home Region', () => {
  let near: Awaited<ReturnType<typeof startTestTables>>;
  let home: Awaited<ReturnType<typeof startTestTables>>;

  beforeAll(async () => {
    [near, home] = await Promise.all([startTestTables(), startTestTables()]);
  });

  afterAll(async () => {
    await Promise.all([near.close(), home.close()]);
  });

  /** A table that is looked up nearby and written at home, with a registration in each place. */
  async function tableAcross(nearby: Mapping, atHome: Mapping) {
    const tableName = await near.createTable();
    expect(await home.createTable()).toBe(tableName);
    for (const [{ client }, mapping] of [
      [near, nearby],
      [home, atHome],
    ] as const) {
      await registerAll(dynamodbRegistrationTable(client, tableName, fakeLog()), mapping);
    }
    return {
      across: dynamodbMappingTable(
        sdkTableCalls(near.client),
        tableName,
        sdkTableCalls(home.client),
      ),
      nearby: dynamodbMappingTable(sdkTableCalls(near.client), tableName),
      atHome: dynamodbMappingTable(sdkTableCalls(home.client), tableName),
    };
  }

  const generator = 'acct1/repo1';

  test('is looked up nearby, and changed at home alone', async () => {
    const { across, nearby, atHome } = await tableAcross(aMapping(), aMapping());
    const lastError = { code: 'X', message: 'y', time: aNotification().time };

    expect(await across.noteActivity(aMapping(), { lastError })).toBe('noted');
    expect(await atHome.findLive(generator)).toEqual([
      { ...aMapping(), lastError, failingSince: lastError.time },
    ]);
    expect(await across.retire(aMapping(), aNotification())).toBe('retired');
    expect(await atHome.findLive(generator)).toEqual([]);
    expect(await nearby.findLive(generator)).toEqual([aMapping()]);
    expect(await across.findLive(generator)).toEqual([aMapping()]);
  });

  test('keeps a registration at home that has not come nearby yet', async () => {
    const newer = aMapping({ generation: 'newer' });
    const { across, atHome } = await tableAcross(aMapping(), newer);

    expect(await across.retire(aMapping(), aNotification())).toBe('superseded');
    expect(await atHome.findLive(generator)).toEqual([newer]);
  });
});
