import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sdkTableCalls } from '../../../lambdas/aws/calls/sdk-table-calls.ts';
import { dynamodbAdmissions } from '../../../lambdas/aws/dynamodb-admissions.ts';
import { dynamodbMappingTable } from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import { dynamodbTenantLedger } from '../../../lambdas/aws/dynamodb-tenant-ledger.ts';
import { tenantLedgerContract } from '../../contract/tenant-ledger.ts';
import { aMapping } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { startTestTables } from '../../support/test-tables.ts';

let tables: Awaited<ReturnType<typeof startTestTables>>;

beforeAll(async () => {
  tables = await startTestTables();
});

afterAll(async () => {
  await tables.close();
});

describe('the tenant ledger on DynamoDB', () => {
  tenantLedgerContract(async () => {
    const { client } = tables;
    const tableName = await tables.createTable();
    return {
      mappings: dynamodbMappingTable(sdkTableCalls(client), tableName),
      registrations: dynamodbRegistrationTable(client, tableName, fakeLog()),
      ledger: {
        ...dynamodbTenantLedger(client, tableName),
        ...dynamodbAdmissions(client, tableName),
      },
    };
  });

  test('rejects when the table cannot be reached', async () => {
    const ledger = dynamodbTenantLedger(tables.client, 'no-such-table');
    const admissions = dynamodbAdmissions(tables.client, 'no-such-table');
    const missing = /not found|non-existent/;
    const limits = { maxSources: 1, maxPendingSources: 1 };

    await expect(ledger.countRequest('acct1', 0)).rejects.toThrow(missing);
    await expect(admissions.admit(aMapping(), 'acct1', limits, 0)).rejects.toThrow(missing);
    await expect(admissions.release(aMapping(), 'acct1', 0)).rejects.toThrow(missing);
    await expect(ledger.claimKey('acct1', 'key', 'print', 0)).rejects.toThrow(missing);
  });
});
