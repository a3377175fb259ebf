import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sdkSendingCalls } from '../../lambdas/aws/calls/sdk-queue-calls.ts';
import { dynamodbRegistrationTable } from '../../lambdas/aws/dynamodb-registration-table.ts';
import { dynamodbReplayTable } from '../../lambdas/aws/dynamodb-replay-table.ts';
import { historySink } from '../../lambdas/aws/history/history-sink.ts';
import { s3Objects } from '../../lambdas/aws/s3-objects.ts';
import { sqsQueue } from '../../lambdas/aws/sqs-queue.ts';
import { replayWaker } from '../../lambdas/aws/wake-replay.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import { startCloud, type Cloud } from '../../local/cloud.ts';
import { emulatorView } from '../../local/emulator-view.ts';
import { historyBucketName } from '../../local/history/history-table.ts';
import { localDynamoDbClient } from '../../local/mapping-table.ts';
import { credentialsOf, homeRegion, partnerAccount } from '../../local/partner.ts';
import { registerSources } from '../../local/register-sources.ts';
import { aDomainEvent } from '../support/domain-builders.ts';
import { fakeLog } from '../support/fake-log.ts';
import { aHistoryRow } from '../support/history-builders.ts';
import { aReplay } from '../support/replay-builders.ts';

jest.setTimeout(60_000);

const customer = {
  generator: 'acct1/repo1',
  account: '111122223333',
  region: 'us-west-2',
  bus: 'active',
} as const;

let cloud: Cloud;
let steps = 0;
const afterSteps = Promise.withResolvers<void>();
const output: string[] = [];

beforeAll(async () => {
  cloud = await startCloud({
    firstPort: 0,
    regions: [homeRegion],
    onOutput: (line) => output.push(line),
    onInvocation() {
      steps += 1;
      if (steps === 2) afterSteps.resolve();
    },
  });
});
afterAll(() => cloud.close());

async function theMapping(client: ReturnType<typeof localDynamoDbClient>): Promise<Mapping> {
  const table = dynamodbRegistrationTable(client, cloud.tableName, fakeLog());
  const [mapping] = await table.find(customer.generator);
  return mapping!;
}

/** Records held events, as the functions that deliver and the recorder do. */
async function record({ tenant, sourceArn }: Mapping, ids: readonly string[], row: HistoryRow) {
  const { endpoints, sqsClient, queues, functions } = cloud;
  const log = fakeLog();
  const objects = s3Objects({
    bucket: historyBucketName,
    region: homeRegion,
    endpoint: endpoints.sqs,
    credentials: credentialsOf(partnerAccount),
  });
  const queue = sqsQueue(sdkSendingCalls(sqsClient), queues.history.url, log);
  const sink = historySink({ queue, objects, log, now: Date.now });
  await sink.record(
    ids.map((id) => ({
      tenant,
      sourceArn,
      row: { ...row, eventId: id },
      event: aDomainEvent({ id, detailJson: '{"n":12345678901234567,"of":"ä"}' }),
    })),
  );
  await functions.recorder.run();
}

test('the deployed bundle sends events of the history to the customer, and ends', async () => {
  await registerSources([customer], cloud);
  const client = localDynamoDbClient(cloud.endpoints.dynamodb);
  const mapping = await theMapping(client);
  const ids = Array.from({ length: 30 }, (_, index) => `event-${index}`);
  const atMs = Date.now();
  await record(mapping, ids, aHistoryRow({ outcome: 'held', reason: 'paused', atMs }));
  const replays = dynamodbReplayTable(client, cloud.tableName);
  const asked = aReplay(
    { fromMs: atMs - 1, toMs: atMs + 1, events: ids, createdAt: new Date().toISOString() },
    mapping,
  );
  await replays.create(asked);
  const wake = replayWaker(
    sqsQueue(sdkSendingCalls(cloud.sqsClient), cloud.queues.replays.url, fakeLog()),
  );
  await wake({ tenant: mapping.tenant, id: asked.id });
  cloud.functions.startPolling();
  await afterSteps.promise;
  const received = await emulatorView(cloud.endpoints.eventBridge).received();
  const replay = await replays.find(mapping.tenant, asked.id);
  client.destroy();

  expect(output.filter((line) => line.includes('ERROR'))).toEqual([]);
  expect(replay).toMatchObject({ state: 'completed', progress: { sent: 30, failed: 0 } });
  expect(received.flatMap(({ event }) => event.resources).toSorted()).toEqual(
    ids.map((id) => `replay/${asked.id}/event/${id}`).toSorted(),
  );
  expect(received[0]?.detailJson).toBe('{"n":12345678901234567,"of":"ä"}');
});
