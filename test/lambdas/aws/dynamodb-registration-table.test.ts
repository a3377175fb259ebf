import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sdkTableCalls } from '../../../lambdas/aws/calls/sdk-table-calls.ts';
import { dynamodbMappingTable } from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { dynamodbReconcileTable } from '../../../lambdas/aws/dynamodb-reconcile-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import { dynamodbTenantLedger } from '../../../lambdas/aws/dynamodb-tenant-ledger.ts';
import { missedSinceRetirement } from '../../../lambdas/domain/missed.ts';
import { registrationTableContract } from '../../contract/registration-table.ts';
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

async function anEmptyTable() {
  const { client } = tables;
  const tableName = await tables.createTable();
  const log = fakeLog();
  return {
    tableName,
    log,
    mappings: dynamodbMappingTable(sdkTableCalls(client), tableName),
    table: dynamodbReconcileTable(client, tableName, log),
    registrations: dynamodbRegistrationTable(client, tableName, log),
  };
}

describe("registration's table on DynamoDB", () => {
  registrationTableContract(anEmptyTable);

  test('a registration forgets the retirement, and that it was to be deleted', async () => {
    const { registrations, mappings, tableName } = await anEmptyTable();
    await registerAll(registrations, aMapping());
    await mappings.retire(aMapping(), aNotification());
    const newer = aMapping({ generation: 'generation-2' });
    await registrations.register(newer, aMapping());
    const { generator, sourceArn } = newer;
    const { Item: item = {} } = await tables.client.send(
      new GetItemCommand({ TableName: tableName, Key: marshall({ generator, sourceArn }) }),
    );

    expect(unmarshall(item)).toEqual({
      ...newer,
      outbox: [aNotification()],
      missedSince: missedSinceRetirement(aNotification().time),
    });
  });

  test('what cannot be read is left out and reported, and still counts in the pages', async () => {
    const { registrations, tableName, log } = await anEmptyTable();
    const odd = { ...aMapping({ account: '000000000000' }), state: 'UNHEARD OF' };
    await registerAll(registrations, aMapping());
    const item = marshall(odd);
    await tables.client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    const first = await registrations.list('acct1', { limit: 1 });

    expect(first.mappings).toEqual([]);
    const { next: after } = first;
    expect(await registrations.list('acct1', { limit: 1, after })).toEqual({
      mappings: [aMapping()],
    });
    expect(await registrations.find('acct1/repo1')).toEqual([aMapping()]);
    expect(log.lines).toMatchObject([
      { level: 'error', fields: { sourceArn: odd.sourceArn } },
      { level: 'error', fields: { sourceArn: odd.sourceArn } },
    ]);
  });

  test("a tenant's ledger is neither listed nor found", async () => {
    const { registrations, tableName, log } = await anEmptyTable();
    await dynamodbTenantLedger(tables.client, tableName).claimKey('acct1', 'key', 'print', 0);

    expect(await registrations.list('acct1', { limit: 9 })).toEqual({ mappings: [] });
    expect(await registrations.find('#tenant acct1')).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  test('rejects when the table cannot be reached', async () => {
    const table = dynamodbRegistrationTable(tables.client, 'no-such-table', fakeLog());
    const missing = /not found|non-existent/;

    await expect(table.list('acct1', { limit: 1 })).rejects.toThrow(missing);
    await expect(table.find('acct1/repo1')).rejects.toThrow(missing);
    await expect(table.register(aMapping(), undefined)).rejects.toThrow(missing);
    await expect(table.setChoices(aMapping(), { detailTypes: null })).rejects.toThrow(missing);
    await expect(table.remove(aMapping())).rejects.toThrow(missing);
  });
});
