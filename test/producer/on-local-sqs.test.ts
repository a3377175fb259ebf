import type { Socket } from 'node:net';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { createProducer } from '../../producer/index.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { anOutgoingEvent, eventsOfManyTenants } from './builders.ts';
import { aMuteServer } from './mute-server.ts';

function localClient(endpoint: string): SQSClient {
  return new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

let server: LocalSqs;
let client: SQSClient;

beforeAll(async () => {
  server = await startSqs({ port: 0 });
  client = localClient(server.url);
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

/** A queue that takes requests and never answers; it is closed with the test. */
async function aMuteQueue(onRequest: (socket: Socket) => void) {
  const { url, ...mute } = await aMuteServer(onRequest);
  return { ...mute, queueUrl: `${url}/000000000000/events`, client: localClient(url) };
}

const withoutPauses = { sleep: async () => {}, random: () => 0 };

describe('over the real protocol', () => {
  test('events of every kind arrive as they were sent', async () => {
    const { url } = await server.createQueue('events');
    const { sendEvents } = createProducer({ queueUrl: url, client });
    const events = [
      anOutgoingEvent({ id: 'plain' }),
      anOutgoingEvent({ id: 'odd', detail: { text: '😀 \u0000 \uFFFE \uFFFF ü' } }),
      anOutgoingEvent({ id: 'other', generator: 'a tenant ü/repo', time: new Date(testNowMs) }),
      anOutgoingEvent({ id: '' }),
      anOutgoingEvent({ id: 'large', generator: 'large/a', detail: { x: 'x'.repeat(262_000) } }),
      ...eventsOfManyTenants(40),
    ];

    expect(await sendEvents(events)).toMatchObject({ sent: 44, failed: [{ index: 3 }] });
    const read = server.messages('events').flatMap(({ body }) => readMessage(body, testNowMs));
    const detailOf = new Map(
      read.map((one) => (one.kind === 'event' ? [one.event.id, one.event.detailJson] : ['', ''])),
    );
    expect(read).toHaveLength(44);
    expect([...detailOf.keys()].toSorted()).toEqual(
      events.flatMap(({ id }) => (id === '' ? [] : [id])).toSorted(),
    );
    expect(JSON.parse(detailOf.get('odd')!)).toEqual(events[1]!.detail);
    expect(JSON.parse(detailOf.get('large')!)).toEqual(events[4]!.detail);
  });

  test("a client of the producer's own finds the queue by its URL", async () => {
    const { url } = await server.createQueue('own');
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
    });
    const result = await createProducer({ queueUrl: url }).sendEvents([anOutgoingEvent()]);
    process.env = before;

    expect(result).toEqual({ sent: 1, failed: [] });
    expect(server.messages('own')).toHaveLength(1);
  });

  test('a queue that does not exist is reported at once', async () => {
    const queueUrl = `${server.url}/000000000000/no-such-queue`;
    const { sendEvents } = createProducer({ queueUrl, client });

    expect(await sendEvents([anOutgoingEvent()])).toMatchObject({
      sent: 0,
      failed: [{ kind: 'notSent', code: 'QueueDoesNotExist' }],
    });
  });

  test('somebody who hangs up without an answer: in doubt, after four calls', async () => {
    let calls = 0;
    await using mute = await aMuteQueue((socket) => {
      calls += 1;
      socket.destroy();
    });
    const { sendEvents } = createProducer(
      { queueUrl: mute.queueUrl, client: mute.client },
      withoutPauses,
    );

    expect(await sendEvents([anOutgoingEvent()])).toMatchObject({
      failed: [{ kind: 'unanswered' }],
    });
    expect(calls).toBe(4);
  });

  test('somebody who never answers: in doubt, when the signal gives it up', async () => {
    const abort = new AbortController();
    await using mute = await aMuteQueue(() => abort.abort());
    const { sendEvents } = createProducer(
      { queueUrl: mute.queueUrl, client: mute.client },
      withoutPauses,
    );

    expect(await sendEvents([anOutgoingEvent()], { signal: abort.signal })).toMatchObject({
      failed: [{ kind: 'unanswered', code: 'AbortError' }],
    });
  });
});
