import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { tenantKey } from '../../lambdas/aws/payloads/payload-key.ts';
import { tenantOf } from '../../lambdas/domain/generator.ts';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { aLargeEvent, anOutgoingEvent, aProducer } from './builders.ts';
import { fakeS3, s3AnswerOf, type FailedPut } from './fake-s3.ts';
import { answerOf, networkError } from './fake-sqs.ts';

type S3Options = Parameters<typeof fakeS3>[0];
type ProducerOptions = Parameters<typeof aProducer>[0];

/** A producer over a fake SQS and a fake S3. */
function aProducerWithS3(s3Options: S3Options = {}, options: ProducerOptions = {}) {
  const s3 = fakeS3(s3Options);
  const { settings } = options;
  const largeEvents = { bucket: 'payloads', client: s3.client, ...settings?.largeEvents };
  return { ...aProducer({ ...options, settings: { ...settings, largeEvents } }), s3 };
}

type Sent = ReturnType<typeof aProducerWithS3>;

/** The events on the queue, as the fan-out function reads them. */
function eventsOnQueue({ sqs }: Sent) {
  return sqs.calls
    .flat()
    .flatMap(({ MessageBody: body = '' }) => readMessage(body, testNowMs))
    .map((read) => {
      if (read.kind === 'invalid') throw new Error(read.reason);
      return read.event;
    });
}

const failed = (code: string) => ({ sent: 0, failed: [{ index: 0, kind: 'notSent', code }] });

describe('a large event', () => {
  test('is stored below its tenant, and its message names the object', async () => {
    const producer = aProducerWithS3();
    const event = aLargeEvent({ generator: 'ä tenant/repo' });

    expect(await producer.sendEvents([event])).toEqual({ sent: 1, failed: [] });
    const [{ reference, detailJson }] = eventsOnQueue(producer) as never as [
      { reference: { bucket: string; key: string }; detailJson: string },
    ];
    expect(detailJson).toBe('{"ref":"main"}');
    expect(reference.key).toMatch(
      new RegExp(`^in/${tenantKey('ä tenant')}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
    );
    expect(String(producer.s3.objects.get(`payloads/${reference.key}`))).toBe(
      JSON.stringify(event.detail),
    );
    expect([producer.s3.breaches, producer.sqs.breaches]).toEqual([[], []]);
  });

  test('has an object of its own each time', async () => {
    const producer = aProducerWithS3();
    const event = aLargeEvent();
    await producer.sendEvents([event, event]);
    await producer.sendEvents([event]);

    expect(producer.s3.objects.size).toBe(3);
  });

  test('keeps its place among the events of its tenant', async () => {
    const producer = aProducerWithS3();
    const events = ['a', 'b', 'c', 'd'].map((id) =>
      id === 'b' || id === 'd' ? aLargeEvent({ id }) : anOutgoingEvent({ id }),
    );

    expect(await producer.sendEvents(events)).toEqual({ sent: 4, failed: [] });
    expect(producer.sqs.calls).toHaveLength(1);
    expect(producer.sqs.idsOnQueue()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('holds back the events of its own tenant alone', async () => {
    const { promise: isStored, resolve: store } = Promise.withResolvers<void>();
    const producer = aProducerWithS3({ onPut: async () => await isStored });
    const sending = producer.sendEvents([
      aLargeEvent({ id: 'large', generator: 'slow/repo' }),
      anOutgoingEvent({ id: 'behind', generator: 'slow/repo' }),
      anOutgoingEvent({ id: 'other', generator: 'quick/repo' }),
    ]);
    while (producer.s3.inputs.length === 0) await new Promise(setImmediate);

    expect(producer.sqs.idsOnQueue()).toEqual(['other']);
    store();
    expect(await sending).toEqual({ sent: 3, failed: [] });
    expect(producer.sqs.idsOnQueue()).toEqual(['other', 'large', 'behind']);
  });

  test('that is not stored is not sent, and those behind it are', async () => {
    const producer = aProducerWithS3({
      failedPut: () => ({ error: s3AnswerOf(404, 'NoSuchBucket'), isStored: false }),
    });
    const events = [aLargeEvent({ id: 'a' }), anOutgoingEvent({ id: 'b' })];

    expect(await producer.sendEvents(events)).toEqual({
      sent: 1,
      failed: [
        {
          event: events[0],
          index: 0,
          kind: 'notSent',
          code: 'NoSuchBucket',
          reason: 'its detail could not be stored: some words',
        },
      ],
    });
    expect(producer.s3.calls()).toBe(1);
    expect(producer.sqs.idsOnQueue()).toEqual(['b']);
  });

  test('is stored with the next try, under the same key', async () => {
    const producer = aProducerWithS3({
      failedPut: (call) =>
        call < 3 ? { error: networkError('ECONNRESET'), isStored: call === 2 } : undefined,
    });

    expect(await producer.sendEvents([aLargeEvent()])).toEqual({ sent: 1, failed: [] });
    expect(producer.sleptMs).toEqual([50, 100]);
    expect(new Set(producer.s3.inputs.map(({ Key: key }) => key)).size).toBe(1);
    expect(producer.s3.breaches).toEqual([]);
  });

  test('that S3 never answers is not sent, without a doubt', async () => {
    const producer = aProducerWithS3({
      failedPut: () => ({ error: networkError('ECONNRESET'), isStored: true }),
    });

    expect(await producer.sendEvents([aLargeEvent()])).toMatchObject(failed('ECONNRESET'));
    expect(producer.s3.calls()).toBe(4);
    expect(producer.sqs.calls).toEqual([]);
  });

  test('whose message is not taken leaves an object to which nothing refers', async () => {
    const producer = aProducerWithS3(
      {},
      { failedCall: () => ({ error: answerOf(403, 'AccessDenied'), isTaken: false }) },
    );

    expect(await producer.sendEvents([aLargeEvent()])).toMatchObject(failed('AccessDenied'));
    expect(producer.s3.objects.size).toBe(1);
    expect(producer.sqs.idsOnQueue()).toEqual([]);
  });

  test('is not stored after the signal', async () => {
    const producer = aProducerWithS3();
    const signal = AbortSignal.abort();

    expect(await producer.sendEvents([aLargeEvent()], { signal })).toMatchObject(failed('aborted'));
    expect(producer.s3.calls()).toBe(0);
  });

  test('is given up in the middle, and those behind it are not sent', async () => {
    const abort = new AbortController();
    const producer = aProducerWithS3({
      onPut: async (signal) => {
        abort.abort();
        if (signal?.aborted === true) {
          throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
        }
      },
    });
    const result = await producer.sendEvents([aLargeEvent(), anOutgoingEvent()], {
      signal: abort.signal,
    });

    expect(result).toMatchObject({
      sent: 0,
      failed: [
        { index: 0, kind: 'notSent', code: 'AbortError' },
        { index: 1, kind: 'notSent', code: 'aborted' },
      ],
    });
    expect(producer.s3.calls()).toBe(1);
  });
});

test('there are no more uploads at once than the setting says', async () => {
  let inFlight = 0;
  let mostInFlight = 0;
  const s3 = fakeS3({
    onPut: async () => {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      await new Promise(setImmediate);
      inFlight -= 1;
    },
  });
  const { sendEvents } = aProducer({
    settings: { largeEvents: { bucket: 'payloads', client: s3.client, maxCallsInFlight: 2 } },
  });
  const events = Array.from({ length: 4 }, (_, index) =>
    aLargeEvent({ generator: `tenant${index % 3}/repo` }),
  );
  await Promise.all([sendEvents(events), sendEvents(events)]);

  expect(mostInFlight).toBe(2);
});

test('without the option it is refused, and the others are sent', async () => {
  const { sendEvents, sqs } = aProducer();

  expect(await sendEvents([aLargeEvent(), anOutgoingEvent({ id: 'b' })])).toMatchObject({
    sent: 1,
    failed: [
      {
        index: 0,
        kind: 'refused',
        code: 'messageTooLarge',
        reason: expect.stringContaining('without largeEvents'),
      },
    ],
  });
  expect(sqs.idsOnQueue()).toEqual(['b']);
});

test('invariant: whatever S3 does, what is sent is stored whole, and each tenant is in order', async () => {
  const failedPuts: readonly (FailedPut | undefined)[] = [
    { error: s3AnswerOf(503, 'SlowDown'), isStored: false },
    { error: networkError('ECONNRESET'), isStored: true },
    { error: networkError('ECONNRESET'), isStored: false },
    { error: s3AnswerOf(403, 'AccessDenied'), isStored: false },
    undefined,
    undefined,
  ];
  const someEvents = fc
    .array(fc.record({ tenant: fc.nat(2), isLarge: fc.boolean() }), { maxLength: 6 })
    .map((all) =>
      all.map(({ tenant, isLarge }, index) => {
        const fields = { id: String(index), generator: `tenant${tenant}/repo` };
        return isLarge ? aLargeEvent(fields) : anOutgoingEvent(fields);
      }),
    );
  await fc.assert(
    fc.asyncProperty(
      someEvents,
      fc.infiniteStream(fc.constantFrom(...failedPuts)),
      async (events, failures) => {
        const producer = aProducerWithS3({ failedPut: () => failures.next().value });
        const { sent, failed: notSent } = await producer.sendEvents(events);
        const unsent = new Set(notSent.map(({ index }) => index));
        const onQueue = eventsOnQueue(producer);

        expect(sent + notSent.length).toBe(events.length);
        expect(notSent.every(({ kind }) => kind === 'notSent')).toBe(true);
        for (const tenant of ['tenant0', 'tenant1', 'tenant2']) {
          const isOf = ({ generator }: { generator: string }) => tenantOf(generator) === tenant;
          expect(onQueue.filter(isOf).map(({ id }) => id)).toEqual(
            events.filter((one, index) => isOf(one) && !unsent.has(index)).map(({ id }) => id),
          );
        }
        for (const { id, reference } of onQueue) {
          if (reference === undefined) continue;
          expect(String(producer.s3.objects.get(`payloads/${reference.key}`))).toBe(
            JSON.stringify(events[Number(id)]!.detail),
          );
        }
        expect([producer.s3.breaches, producer.sqs.breaches]).toEqual([[], []]);
      },
    ),
    { numRuns: 25 },
  );
});
