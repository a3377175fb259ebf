import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmulator, type Emulator } from '../../../emulator/server.ts';
import { startSqs, type LocalSqs } from '../../../local/aws/sqs.ts';
import { startDynamoDb, type LocalDynamoDb } from '../../../local/aws/dynamodb.ts';
import { createHistoryTable, historyBucketName } from '../../../local/history/history-table.ts';
import { createQueues, type Queues } from '../../../local/queues.ts';
import { evidenceFiles } from './evidence.ts';
import { openEvidence, type Evidence } from './open-evidence.ts';
import type { Verdict } from './verdict.ts';
import type { VendorEvent } from './workload.ts';

const program = join(import.meta.dirname, './verify.ts');
const partner = 'vendor.example.test';
const account = '200000000001';
const region = 'us-east-1';
const generator = 'acct1/repo1';
const bus = `aws.partner/${partner}/${generator}/${account}`;

const anEvent = (id: string): VendorEvent => ({
  id,
  generator,
  detailType: 'push',
  detail: { eventId: id, generator, text: 'x' },
});

let sqs: LocalSqs;
let dynamodb: LocalDynamoDb;
let table: string;
let client: SQSClient;
let queues: Queues;
let emulator: Emulator;
let evidence: Evidence;

beforeAll(async () => {
  sqs = await startSqs({ port: 0 });
  queues = await createQueues(sqs);
  sqs.createBucket(historyBucketName);
  dynamodb = await startDynamoDb({ port: 0 });
  table = await createHistoryTable(dynamodb.url);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  client = new SQSClient({ endpoint: sqs.url, region, credentials });
});

afterAll(async () => {
  client.destroy();
  await sqs.close();
  await dynamodb.close();
});

beforeEach(async () => {
  emulator = await startEmulator();
  await call('999999999999', 'CreatePartnerEventSource', { Name: bus, Account: account });
  await call(account, 'CreateEventBus', { Name: bus, EventSourceName: bus });
  evidence = await openEvidence();
  await evidence.registered([{ generator, account, region }]);
  for (const id of ['1', '2']) evidence.accepted(anEvent(id));
});

afterEach(async () => {
  await emulator.close();
  await evidence.remove();
});

async function call(from: string, operation: string, body: object): Promise<void> {
  const headers = {
    'x-amz-target': `AWSEvents.${operation}`,
    authorization: `AWS4-HMAC-SHA256 Credential=${from}/20261121/${region}/events/aws4_request`,
  };
  const answer = await fetch(emulator.url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

async function put(...events: readonly VendorEvent[]): Promise<void> {
  const entries = events.map(({ detailType, detail }) => ({
    Source: bus,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
  }));
  await call('999999999999', 'PutPartnerEvents', { Entries: entries });
}

async function verify(): Promise<Verdict> {
  await evidence.complete();
  const args = ['--evidence', evidence.folder, '--partner', partner, '--sqs', sqs.url];
  const ofHistory = ['--dynamodb', dynamodb.url, '--table', table, '--bucket', historyBucketName];
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    ...args,
    ...ofHistory,
    '--event-bridge',
    emulator.url,
  ]);
  return JSON.parse(stdout) as Verdict;
}

describe('the verifier program', () => {
  test('finds nothing wrong where nothing is', async () => {
    await put(anEvent('1'), anEvent('2'));
    expect(await verify()).toMatchObject({
      accepted: 2,
      deliveries: 2,
      received: 2,
      stubs: 0,
      lost: 0,
      misdelivered: 0,
      duplicates: 0,
    });
  });

  test('finds a lost event, an altered one and a duplicate', async () => {
    const altered = { ...anEvent('1'), detail: { ...anEvent('1').detail, text: 'y' } };
    await put(altered, anEvent('2'), anEvent('2'));
    expect(await verify()).toMatchObject({
      lost: 1,
      misdelivered: 1,
      duplicatesByCause: { unexplained: 1 },
    });
  });

  test('knows what the queues hold, and the crash that explains a duplicate', async () => {
    const body = JSON.stringify(anEvent('1'));
    const { url: QueueUrl } = queues.eventsDeadLetters;
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    evidence.unanswered({ eventIds: ['2'], isAbandoned: false });
    await put(anEvent('2'), anEvent('2'));
    expect(await verify()).toMatchObject({
      lost: 0,
      deadLettered: 1,
      duplicatesByCause: { crashed: 0, unanswered: 1, unexplained: 0 },
    });
  });

  test('gives no verdict on evidence that it cannot read', async () => {
    await evidence.complete();
    await appendFile(join(evidence.folder, evidenceFiles.ledger), '{"id":1}\n');
    await expect(verify()).rejects.toThrow('Invalid type');
  });
});

test('a wrong option is one line and exit code 2', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'verify-'));
  await writeFile(join(folder, evidenceFiles.sources), '[]');
  const failing = promisify(execFile)(process.execPath, [program, '--evidense', folder]);
  await expect(failing).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^verify: .*'--evidense'.*\n$/),
  });
  await rm(folder, { recursive: true });
});
