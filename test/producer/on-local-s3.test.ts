import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maxEventBytes } from '../../lambdas/domain/message-size.ts';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { createProducer, type OutgoingEvent } from '../../producer/index.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { aDetail, aLargeEvent, anOutgoingEvent } from './builders.ts';
import { aMuteServer } from './mute-server.ts';

const bucket = 'payloads-us-east-1';
const mebibyte = 1_048_576;

let server: LocalSqs;
let sqs: SQSClient;
let s3: S3Client;

function connection(endpoint: string) {
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' };
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return { endpoint, region: 'us-east-1', credentials, maxAttempts: 1, logger };
}

function ignore() {}

beforeAll(async () => {
  server = await startSqs({ port: 0 });
  server.createBucket(bucket);
  sqs = new SQSClient(connection(server.url));
  s3 = new S3Client(connection(server.url));
});

afterAll(async () => {
  sqs.destroy();
  s3.destroy();
  await server.close();
});

let queues = 0;

/** A queue, and a producer for it. */
async function aLocalProducer({ toBucket = bucket, client = s3 } = {}) {
  queues += 1;
  const name = `events-${queues}`;
  const { url: queueUrl } = await server.createQueue(name);
  const { sendEvents } = createProducer(
    { queueUrl, client: sqs, largeEvents: { bucket: toBucket, client } },
    { sleep: async () => {}, random: () => 0 },
  );
  const onQueue = () =>
    server
      .messages(name)
      .flatMap(({ body }) => readMessage(body, testNowMs))
      .map((read) => {
        if (read.kind === 'invalid') throw new Error(read.reason);
        return read.event;
      });
  return { sendEvents, onQueue, queueUrl };
}

/** What S3 has under a key, and what it knows of it. */
async function objectAt(key: string) {
  const place = { Bucket: bucket, Key: key };
  const [head, { Body: body }] = await Promise.all([
    s3.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' })),
    s3.send(new GetObjectCommand(place)),
  ]);
  const bytes = Buffer.from((await body?.transformToByteArray()) ?? []);
  const { ChecksumSHA256: checksum = '', ContentType: type, ContentLength: length } = head;
  return { bytes, type, length, sha256: Buffer.from(checksum, 'base64').toString('hex') };
}

/** The event with a detail by reference, as S3 and the queue have it, is what was sent, byte for byte. */
async function expectStored(event: OutgoingEvent, onQueue: ReturnType<typeof readBack>) {
  const { reference } = onQueue;
  const text = JSON.stringify(event.detail);
  const { bytes, ...head } = await objectAt(reference?.key ?? '');

  expect(bytes.equals(Buffer.from(text))).toBe(true);
  expect(head).toEqual({
    type: 'application/json',
    length: reference?.sizeBytes,
    sha256: reference?.sha256,
  });
  expect(reference).toMatchObject({
    bucket,
    sizeBytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  });
}

function readBack(events: Awaited<ReturnType<typeof aLocalProducer>>['onQueue']) {
  const [event] = events();
  if (event === undefined) throw new Error('the queue is empty');
  return event;
}

describe('an event over the real protocols', () => {
  test('whose detail has 1,020 KiB less what is around it arrives as it is', async () => {
    const { sendEvents, onQueue } = await aLocalProducer();
    const rest = Buffer.byteLength(JSON.stringify(anOutgoingEvent({ detail: {} })));
    const event = anOutgoingEvent({ detail: aDetail(maxEventBytes - rest - 34 + '{}'.length) });

    expect(await sendEvents([event])).toEqual({ sent: 1, failed: [] });
    expect(readBack(onQueue)).toMatchObject({ detailJson: JSON.stringify(event.detail) });
    expect(readBack(onQueue)).not.toHaveProperty('reference');
  });

  test.each([
    ['a mebibyte less one', aDetail(mebibyte - 1)],
    ['a mebibyte', aDetail(mebibyte)],
    ['a mebibyte and one', aDetail(mebibyte + 1)],
    ['5 MB', aDetail(5 * mebibyte)],
    ['a mebibyte of ü', { text: 'ü'.repeat(mebibyte / 2) }],
    ['characters of one to four bytes', { text: 'aü€😀'.repeat(200_000), ref: '€' }],
    ['numbers that no double holds', { ids: Array.from({ length: 60_000 }, aLongNumber) }],
  ])('whose detail has %s is stored byte for byte', async (_, detail) => {
    const { sendEvents, onQueue } = await aLocalProducer();
    const event = anOutgoingEvent({ detail, generator: 'ä tenant/repo' });

    expect(await sendEvents([event])).toEqual({ sent: 1, failed: [] });
    await expectStored(event, readBack(onQueue));
  });
});

function aLongNumber(): unknown {
  return JSON.rawJSON('1234567890123456789');
}

test('an event of 100 MB is stored byte for byte, and takes the memory of its text and little more', async () => {
  const { queueUrl, onQueue } = await aLocalProducer();
  const program = `${import.meta.dirname}/large-event-program.ts`;
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--expose-gc', program, server.url, queueUrl, bucket, '100'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const report = await json(child.stdout);
  const { reference } = readBack(onQueue);
  const { bytes, ...head } = await objectAt(reference?.key ?? '');

  expect(report).toMatchObject({ result: { sent: 1, failed: [] } });
  expect(reference?.sizeBytes).toBe(100 * mebibyte);
  expect(head).toEqual({
    type: 'application/json',
    length: 100 * mebibyte,
    sha256: reference?.sha256,
  });
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(reference?.sha256);
  expect(Object.keys(JSON.parse(String(bytes)) as object)).toEqual(['lines', 'rest']);
  const { usedBytes } = report as { usedBytes: number };
  expect(usedBytes - 100 * mebibyte).toBeLessThan(16 * mebibyte);
});

describe('an S3 that does not take it', () => {
  test('since there is no such bucket: the event is not sent', async () => {
    const { sendEvents, onQueue } = await aLocalProducer({ toBucket: 'no-such-bucket' });

    expect(await sendEvents([aLargeEvent()])).toMatchObject({
      sent: 0,
      failed: [{ kind: 'notSent', code: 'NoSuchBucket' }],
    });
    expect(onQueue()).toEqual([]);
  });

  test('and hangs up: the event is not sent, after four calls', async () => {
    let calls = 0;
    await using mute = await aMuteBucket((socket) => {
      calls += 1;
      socket.destroy();
    });
    const { sendEvents } = await aLocalProducer({ client: mute.client });

    expect(await sendEvents([aLargeEvent()])).toMatchObject({
      failed: [{ kind: 'notSent' }],
    });
    expect(calls).toBe(4);
  });

  test('and never answers: the event is not sent, when the signal gives it up', async () => {
    const abort = new AbortController();
    await using mute = await aMuteBucket(() => abort.abort());
    const { sendEvents, onQueue } = await aLocalProducer({ client: mute.client });

    expect(
      await sendEvents([aLargeEvent(), anOutgoingEvent()], { signal: abort.signal }),
    ).toMatchObject({
      sent: 0,
      failed: [
        { kind: 'notSent', code: 'AbortError' },
        { kind: 'notSent', code: 'aborted' },
      ],
    });
    expect(onQueue()).toEqual([]);
  });
});

/** A bucket that takes requests and never answers; it is closed with the test. */
async function aMuteBucket(onRequest: (socket: Socket) => void) {
  const mute = await aMuteServer(onRequest);
  const client = new S3Client(connection(mute.url));
  return {
    client,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await mute[Symbol.asyncDispose]();
    },
  };
}
