import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sdkTableCalls } from '../../../lambdas/aws/calls/sdk-table-calls.ts';
import { dynamodbMappingTable } from '../../../lambdas/aws/dynamodb-mapping-table.ts';
import { dynamodbReconcileTable } from '../../../lambdas/aws/dynamodb-reconcile-table.ts';
import { dynamodbRegistrationTable } from '../../../lambdas/aws/dynamodb-registration-table.ts';
import { dynamodbReplayTable } from '../../../lambdas/aws/dynamodb-replay-table.ts';
import { dynamodbReplayTurns } from '../../../lambdas/aws/dynamodb-replay-turns.ts';
import { replayTableContract, replayTurnsContract } from '../../contract/replay-table.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { aReplay, aReplayRun } from '../../support/replay-builders.ts';
import { startTestTables } from '../../support/test-tables.ts';

let tables: Awaited<ReturnType<typeof startTestTables>>;

beforeAll(async () => {
  tables = await startTestTables();
});

afterAll(async () => {
  await tables.close();
});

describe('the replay table on DynamoDB', () => {
  replayTableContract(async () => dynamodbReplayTable(tables.client, await tables.createTable()));

  test('keeps a replay until 30 days after its end, and one that is not over', async () => {
    const tableName = await tables.createTable();
    const table = dynamodbReplayTable(tables.client, tableName);
    const ttl = async () => {
      const { Items: items = [] } = await tables.client.send(
        new ScanCommand({ TableName: tableName }),
      );
      return items.map((item) => unmarshall(item)['expiresAt']);
    };
    await table.create(aReplay());
    expect(await ttl()).toEqual([undefined]);

    const endedAt = new Date(testNowMs).toISOString();
    await table.save(aReplay({ version: 2, state: 'ended', endedAt }));
    expect(await ttl()).toEqual([testNowMs / 1000 + 30 * 86_400]);
  });

  test('is no mapping to whoever reads mappings', async () => {
    const tableName = await tables.createTable();
    const log = fakeLog();
    await dynamodbReplayTable(tables.client, tableName).create(aReplay());
    const turn = { replay: 'r', sourceArn: 'arn', untilMs: 1 };
    const limits = { nowMs: 0, maxRunning: 1 };
    await dynamodbReplayTurns(tables.client, tableName).ask('us-east-1', turn, limits);
    const reconcile = dynamodbReconcileTable(tables.client, tableName, log);
    const registration = dynamodbRegistrationTable(tables.client, tableName, log);
    const mappings = dynamodbMappingTable(sdkTableCalls(tables.client), tableName);

    expect(await reconcile.page()).toEqual({ mappings: [] });
    expect(await registration.list('acct1', { limit: 10 })).toEqual({ mappings: [] });
    expect(await mappings.findLive('acct1/repo1')).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  test('lists replays of more than a megabyte', async () => {
    const table = dynamodbReplayTable(tables.client, await tables.createTable());
    const run = aReplayRun({ seen: 'x'.repeat(300_000) });
    const ids = ['1', '2', '3', '4', '5'];
    for (const id of ids) await table.create(aReplay({ id, run }));
    const { replays } = await table.list('acct1', { limit: 5 });

    expect(replays.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  test('rejects when the table cannot be reached', async () => {
    const table = dynamodbReplayTable(tables.client, 'no-such-table');
    const turns = dynamodbReplayTurns(tables.client, 'no-such-table');
    const missing = /not found|non-existent/;

    await expect(table.create(aReplay())).rejects.toThrow(missing);
    await expect(table.find('acct1', 'one')).rejects.toThrow(missing);
    await expect(table.list('acct1', { limit: 1 })).rejects.toThrow(missing);
    await expect(table.save(aReplay())).rejects.toThrow(missing);
    await expect(table.requestCancel('acct1', 'one')).rejects.toThrow(missing);
    await expect(turns.giveBack('us-east-1', 'one')).rejects.toThrow(missing);
  });
});

describe('turns on DynamoDB', () => {
  replayTurnsContract(async () => dynamodbReplayTurns(tables.client, await tables.createTable()));

  test('are given up when others change them again and again', async () => {
    const turns = dynamodbReplayTurns(tables.client, await tables.createTable());
    const ask = async (replay: string) =>
      await turns.ask(
        'us-east-1',
        { replay, sourceArn: replay, untilMs: 1 },
        { nowMs: 0, maxRunning: 1 },
      );
    const asked = await Promise.allSettled(Array.from({ length: 30 }, (_, at) => ask(String(at))));
    const granted = asked.filter((one) => one.status === 'fulfilled' && one.value === 'granted');

    expect(granted).toHaveLength(1);
  });
});
