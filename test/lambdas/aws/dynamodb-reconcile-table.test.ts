import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sdkTableCalls } from '../../../lambdas/aws/calls/sdk-table-calls.ts';
import { dynamodbMappingTable } from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { dynamodbReconcileTable } from '../../../lambdas/aws/dynamodb-reconcile-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import { dynamodbTenantLedger } from '../../../lambdas/aws/dynamodb-tenant-ledger.ts';
import { missedSinceRetirement } from '../../../lambdas/domain/missed.ts';
import { adoptionContract } from '../../contract/adoption.ts';
import { reconcileTableContract } from '../../contract/reconcile-table.ts';
import { aMapping } from '../../support/domain-builders.ts';
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
    registrations: dynamodbRegistrationTable(client, tableName, log),
    table: dynamodbReconcileTable(client, tableName, log),
  };
}

const oddKey = { generator: 'acct1/odd', sourceArn: 'arn:odd' };

async function withAnOddItem() {
  const both = await anEmptyTable();
  const item = marshall({ ...oddKey, state: 'UNHEARD OF' });
  await tables.client.send(new PutItemCommand({ TableName: both.tableName, Item: item }));
  await registerAll(both.registrations, aMapping());
  both.log.lines.length = 0;
  return both;
}

describe("the reconciler's table on DynamoDB", () => {
  reconcileTableContract(anEmptyTable);
  adoptionContract(anEmptyTable);

  test('an item that is not a mapping is skipped in a page, and reported', async () => {
    const { table, log } = await withAnOddItem();

    expect(await table.page()).toEqual({ mappings: [aMapping()] });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { sourceArn: 'arn:odd' } }]);
  });

  test("a tenant's ledger is not a mapping, and is not reported", async () => {
    const { table, tableName, log } = await anEmptyTable();
    const ledger = dynamodbTenantLedger(tables.client, tableName);
    await ledger.countRequest('acct1', 0);
    await ledger.claimKey('acct1/odd', 'key', 'print', 0);

    expect(await table.page()).toEqual({ mappings: [] });
    expect(log.lines).toEqual([]);
  });

  test('an item that is not a mapping is found as one that cannot be read', async () => {
    const { table } = await withAnOddItem();

    expect(await table.find([oddKey, aMapping()])).toEqual({
      mappings: [aMapping()],
      unreadable: ['arn:odd'],
    });
    expect(await table.adopt(aMapping(oddKey), undefined)).toBe('superseded');
  });

  test('a checkpoint that cannot be read is the beginning, and is reported', async () => {
    const { table, tableName, log } = await anEmptyTable();
    const odd = {
      generator: '#reconciler',
      sourceArn: 'checkpoint',
      checkpoint: { pendingAfter: 7 },
    };
    await tables.client.send(new PutItemCommand({ TableName: tableName, Item: marshall(odd) }));

    expect(await table.loadCheckpoint()).toEqual({});
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });

  test('an adoption takes the time to live of a retired mapping away', async () => {
    const { table, mappings, registrations } = await anEmptyTable();
    await registerAll(registrations, aMapping());
    const notification = {
      type: 'Partner Event Source Expired',
      time: '2026-11-21T19:00:00.000Z',
      reason: 'nobody',
    } as const;
    await mappings.retire(aMapping(), notification);
    const {
      mappings: [retired],
    } = await table.page();
    await table.adopt(aMapping({ generation: 'adopted' }), retired);

    const adopted = aMapping({
      generation: 'adopted',
      outbox: [notification],
      missedSince: missedSinceRetirement(notification.time),
    });
    expect(await mappings.findLive('acct1/repo1')).toEqual([adopted]);
    expect(await table.page()).toEqual({ mappings: [adopted] });
  });

  test('rejects when the table cannot be reached', async () => {
    const table = dynamodbReconcileTable(tables.client, 'no-such-table', fakeLog());
    const missing = /not found|non-existent/;
    const claim = { from: '1', until: '2' };

    await expect(table.page()).rejects.toThrow(missing);
    await expect(table.find([aMapping()])).rejects.toThrow(missing);
    await expect(table.adopt(aMapping(), undefined)).rejects.toThrow(missing);
    await expect(table.claimOutbox(aMapping(), claim)).rejects.toThrow(missing);
    await expect(table.settleOutbox(aMapping(), claim, [])).rejects.toThrow(missing);
    await expect(table.loadCheckpoint()).rejects.toThrow(missing);
    await expect(table.saveCheckpoint({})).rejects.toThrow(missing);
  });
});
