import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { entrySizeBytes } from '../../../lambdas/domain/delivery.ts';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { localSettings } from '../../../lambdas/settings/local-settings.ts';
import { withOverrides } from '../../../lambdas/settings/standard-settings.ts';
import { addLogLine, newBatchTotals } from '../../../local/batch-totals.ts';
import { startCloud, type Cloud } from '../../../local/cloud.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import { recordHistory } from '../../../local/history/record-history.ts';
import { checkInvariants } from '../../../local/invariants.ts';
import { readStub } from '../../../local/large-events/read-stub.ts';
import { credentialsOf, homeRegion, partnerAccount, partnerName } from '../../../local/partner.ts';
import { payloadBucketName } from '../../../local/payload-bucket.ts';
import { registerSources } from '../../../local/register-sources.ts';
import { relay } from '../../../local/relay.ts';
import { createProducer } from '../../../producer/index.ts';
import { aDomainEvent } from '../../support/domain-builders.ts';

jest.setTimeout(90_000);

const maxEntryBytes = 2_048;

function customersOf(generator: string, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const region = index % 2 === 0 ? 'us-east-1' : 'eu-west-1';
    return { generator, account: String(100_000_000_000 + index), region, bus: 'active' as const };
  });
}

const sources = [
  ...customersOf('acme/one', 1),
  ...customersOf('acme/few', 3),
  ...customersOf('acme/all', 40),
];

let cloud: Cloud;
const totals = newBatchTotals();
const invocations = new EventEmitter();
let recording: ReturnType<typeof recordHistory>;

beforeAll(async () => {
  cloud = await startCloud({
    firstPort: 0,
    regions: [homeRegion],
    settings: withOverrides(localSettings, { entryLimits: { maxEntryBytes } }),
    onOutput: (line) => addLogLine(totals, line),
    onInvocation: () => invocations.emit('ended'),
  });
  recording = recordHistory(cloud, () => {});
  await registerSources(sources, cloud);
});
afterAll(async () => {
  await recording.stop();
  await cloud.close();
});

/** An event whose entry has so many bytes more than EventBridge takes. */
function anEvent(id: string, generator: string, bytesMore: number, character = 'x') {
  const event = { id, generator, detailType: 'push' };
  const name = sourceName(partnerName, generator, '100000000000');
  const sizeWith = (text: string) => {
    const detailJson = JSON.stringify({ ref: 'refs/heads/main', text });
    return entrySizeBytes(aDomainEvent({ ...event, detailJson }), name, eventResource(id));
  };
  const left = maxEntryBytes + bytesMore - sizeWith('');
  const bytes = Buffer.byteLength(character);
  const text = character.repeat(left / bytes) + 'y'.repeat(left % bytes);
  expect(sizeWith(text)).toBe(maxEntryBytes + bytesMore);
  return { ...event, detail: { ref: 'refs/heads/main', text } };
}

test('what fits an entry to the byte arrives whole, and what has a byte more as a stub', async () => {
  const events = [-1, 0, 1].flatMap((more) => [
    anEvent(`ascii${more}`, 'acme/one', more),
    anEvent(`euro${more}`, 'acme/few', more, '€'),
    anEvent(`clef${more}`, 'acme/few', more, '𝄞'),
    anEvent(`all${more}`, 'acme/all', more),
  ]);
  const lines = events.map((event, index) => ({ number: index, text: JSON.stringify(event) }));
  const input = {
    events: (async function* () {
      yield* lines;
    })(),
    sources,
    faults: {},
  };
  const { signal } = new AbortController();
  const run = { cloud, totals, recording, signal, onProgress() {} };
  const { expectation, result } = (await relay(input, run))!;
  const verdicts = checkInvariants(expectation, result);

  expect(verdicts.flatMap(({ violations }) => violations)).toEqual([]);
  expect(result.received).toHaveLength(3 * (1 + 3 + 3 + 40));
  expect(result.links).toEqual({ stubs: 1 + 3 + 3 + 40, followed: 47, problems: [] });
  expect(totals.storedPayloads).toBe(4);
  const stubs = result.received.filter(({ event }) => readStub(event.detail) !== undefined);
  expect(new Set(stubs.map(({ event }) => event.resources.at(-1)))).toEqual(
    new Set(['event/ascii1', 'event/euro1', 'event/clef1', 'event/all1']),
  );
  expect(stubs[0]?.event.detail).toMatchObject({ ref: 'refs/heads/main' });
});

/** What is found now or after one of the next invocations. */
async function soon<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const next = once(invocations, 'ended');
    const found = await find();
    if (found !== undefined) return found;
    await next;
  }
}

/** The event of this id as a customer received it. */
async function receivedEvent(id: string) {
  const find = async () => {
    const received = await emulatorView(cloud.endpoints.eventBridge).received();
    return received.find(({ event }) => event.resources.at(-1) === `event/${id}`);
  };
  const { event } = await soon(find);
  return { event, stub: readStub(event.detail)! };
}

test('a producer’s detail of more than a message arrives byte for byte, whole, in part and by HEAD', async () => {
  const client = new S3Client({
    endpoint: cloud.endpoints.sqs,
    region: homeRegion,
    credentials: credentialsOf(partnerAccount),
  });
  const producer = createProducer({
    queueUrl: cloud.queues.events.url,
    client: cloud.sqsClient,
    largeEvents: { bucket: payloadBucketName, client },
  });
  const detail = { ref: 'refs/heads/main', text: '€'.repeat(1_000_000) };
  const head = { id: 'by-reference', generator: 'acme/one', detailType: 'push' };
  const sent = await producer.sendEvents([{ ...head, detail }]);
  client.destroy();
  const { event, stub } = await receivedEvent('by-reference');
  const bytes = Buffer.from(JSON.stringify(detail));
  const whole = await fetch(stub.url);
  const part = await fetch(stub.url, { headers: { range: 'bytes=-12' } });
  const looked = await fetch(stub.url, { method: 'HEAD' });

  expect(sent).toEqual({ sent: 1, failed: [] });
  expect(event.detail).toMatchObject({ ref: 'refs/heads/main' });
  expect(stub).toMatchObject({ sizeBytes: bytes.length, sha256: sha256Of(bytes) });
  expect(bytes.equals(Buffer.from(await whole.arrayBuffer()))).toBe(true);
  expect(whole.headers.get('content-type')).toBe('application/json');
  expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(-12)]);
  expect([looked.status, looked.headers.get('content-length')]).toEqual([
    200,
    String(bytes.length),
  ]);
});

test('an object that is not there is a dead letter with its reason', async () => {
  const key = `in/${sha256Of('acme').slice(0, 32)}/nothing`;
  const detailReference = { bucket: payloadBucketName, key, sizeBytes: 9, sha256: sha256Of('') };
  const MessageBody = JSON.stringify({
    id: 'wrong',
    generator: 'acme/one',
    detailType: 'push',
    detailReference,
  });
  const QueueUrl = cloud.queues.events.url;
  await cloud.sqsClient.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const { eventsDeadLetters } = cloud.queues;
  const letter = await soon(() => eventsDeadLetters.messages().at(0));

  expect(letter).toMatchObject({
    body: MessageBody,
    attributes: { errorCode: 'payloadWrong', reason: 'the object is not in the bucket' },
  });
});

test('a link ends when its source is deleted, and those of others go on', async () => {
  const [{ event, stub }, other] = [await receivedEvent('ascii1'), await receivedEvent('all1')];
  const tokens = await fetch(`${cloud.consoleUrl}/_local/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: 'acme' }),
  });
  const { token } = JSON.parse(await tokens.text());
  const before = await fetch(stub.url, { method: 'HEAD' });
  const deleted = await fetch(`${cloud.consoleUrl}/sources/${encodeURIComponent(event.source)}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  const after = await fetch(stub.url);
  const others = await fetch(other.stub.url, { method: 'HEAD' });

  expect([before.status, deleted.status, after.status, others.status]).toEqual([
    200, 204, 404, 200,
  ]);
});

function sha256Of(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
