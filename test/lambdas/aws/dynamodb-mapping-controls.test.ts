import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sdkTableCalls } from '../../../lambdas/aws/calls/sdk-table-calls.ts';
import { dynamodbMappingControls } from '../../../lambdas/aws/dynamodb-mapping-controls.ts';
import { dynamodbMappingTable } from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import { dynamodbReplayClaims } from '../../../lambdas/aws/dynamodb-replay-claims.ts';
import { mappingControlsContract } from '../../contract/mapping-controls.ts';
import { replayClaimsContract } from '../../contract/replay-claims.ts';
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
    mappings: dynamodbMappingTable(sdkTableCalls(client), tableName),
    registrations: dynamodbRegistrationTable(client, tableName, log),
    controls: dynamodbMappingControls(client, tableName),
  };
}

describe('controls of mappings on DynamoDB', () => {
  mappingControlsContract(anEmptyTable);

  test('a retirement notes nothing of missed events where there is no history', async () => {
    const { registrations, tableName } = await anEmptyTable();
    await registerAll(registrations, aMapping());
    const { client } = tables;
    const table = dynamodbMappingTable(sdkTableCalls(client), tableName, sdkTableCalls(client), {
      booksMissed: false,
    });
    await table.retire(aMapping(), aNotification());

    expect((await registrations.find('acct1/repo1'))[0]).not.toHaveProperty('missedSince');
  });
});

describe('claims of sources on DynamoDB', () => {
  replayClaimsContract(async () => dynamodbReplayClaims(tables.client, await tables.createTable()));

  test('are not among the mappings', async () => {
    const { registrations, tableName } = await anEmptyTable();
    const claims = dynamodbReplayClaims(tables.client, tableName);
    await claims.claim(aMapping(), { id: 'one', atMs: 1 });

    expect(await registrations.list('acct1', { limit: 9 })).toEqual({ mappings: [] });
  });
});
