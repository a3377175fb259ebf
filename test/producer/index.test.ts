import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createProducer, type OutgoingEvent, type ProducerOptions } from '../../producer/index.ts';
import { anOutgoingEvent, aProducer, eventsOfManyTenants } from './builders.ts';
import { answerOf, networkError, type Verdict } from './fake-sqs.ts';
import { anyCharacter } from '../support/any-character.ts';

const eventsQueue = 'https://sqs.us-east-1.amazonaws.com/111122223333/events';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe('sending', () => {
  test('puts the events of a tenant into one message, under the tenant', async () => {
    const { sendEvents, sqs } = aProducer();
    const events = [anOutgoingEvent({ id: 'a' }), anOutgoingEvent({ id: 'b' })];

    expect(await sendEvents(events)).toEqual({ sent: 2, failed: [] });
    expect(sqs.calls).toEqual([
      [{ Id: '0', MessageBody: JSON.stringify(events), MessageGroupId: 'acct1' }],
    ]);
  });

  test('puts ten messages into a call', async () => {
    const { sendEvents, sqs } = aProducer();

    expect(await sendEvents(eventsOfManyTenants(25))).toEqual({ sent: 25, failed: [] });
    expect(sqs.calls.map((call) => call.length)).toEqual([10, 10, 5]);
    expect(sqs.idsOnQueue()).toEqual(numbers(25));
  });

  test('nothing makes no call', async () => {
    const { sendEvents, sqs } = aProducer();

    expect(await sendEvents([])).toEqual({ sent: 0, failed: [] });
    expect(sqs.calls).toEqual([]);
  });

  test('returns an event that breaks the contract, and the others go on', async () => {
    const { sendEvents, sqs } = aProducer();
    const events = ['a', '', 'c'].map((id) => anOutgoingEvent({ id }));

    expect(await sendEvents(events)).toEqual({
      sent: 2,
      failed: [
        {
          event: events[1],
          index: 1,
          kind: 'refused',
          code: 'invalidEvent',
          reason: '"id" is empty',
        },
      ],
    });
    expect(sqs.idsOnQueue()).toEqual(['a', 'c']);
  });

  test('returns each event that cannot be written, and the others go on', async () => {
    const { sendEvents, sqs } = aProducer();
    const throwing = {
      toJSON() {
        throw new Error('mine');
      },
    };
    const details = [{}, { tags: new Set(['a']) }, { throwing }, { ratio: Number.NaN }, {}];
    const events = details.map((detail, index) => anOutgoingEvent({ id: String(index), detail }));
    const { sent, failed } = await sendEvents(events);

    expect(sent).toBe(2);
    expect(failed.map(({ index, kind, code, reason }) => [index, kind, code, reason])).toEqual([
      [1, 'refused', 'invalidEvent', expect.stringContaining('an instance of Set at "tags"')],
      [2, 'refused', 'invalidEvent', 'the event cannot be written as JSON: mine'],
      [3, 'refused', 'invalidEvent', expect.stringContaining('NaN at "ratio"')],
    ]);
    expect(sqs.idsOnQueue()).toEqual(['0', '4']);
  });

  test('returns a hole among the events, and does not count it as sent', async () => {
    const { sendEvents, sqs } = aProducer();
    const events = [anOutgoingEvent({ id: 'a' })];
    events[2] = anOutgoingEvent({ id: 'c' });

    expect(await sendEvents(events)).toEqual({
      sent: 2,
      failed: [
        {
          event: undefined,
          index: 1,
          kind: 'refused',
          code: 'invalidEvent',
          reason: 'a domain event must be an object, not undefined',
        },
      ],
    });
    expect(sqs.idsOnQueue()).toEqual(['a', 'c']);
  });

  test('sends the events as they were given, even if the array changes later', async () => {
    const { sendEvents } = aProducer();
    const events = [anOutgoingEvent({ id: 'a' }), anOutgoingEvent({ id: '' })];
    const sending = sendEvents(events);
    events.length = 0;

    expect(await sending).toMatchObject({ sent: 1, failed: [{ index: 1, event: { id: '' } }] });
  });

  test('returns an event that EventBridge would take and SQS would not', async () => {
    const { sendEvents, sqs } = aProducer();
    const escaped = anOutgoingEvent({ resources: Array<string>(200).fill('\u0001'.repeat(1_000)) });

    expect(await sendEvents([escaped, anOutgoingEvent()])).toMatchObject({
      sent: 1,
      failed: [
        {
          index: 0,
          kind: 'refused',
          code: 'invalidEvent',
          reason: expect.stringMatching(/^the event has \d+ bytes as JSON/),
        },
      ],
    });
    expect(sqs.breaches).toEqual([]);
  });

  test('has no more calls under way than its setting, however much it sends', async () => {
    const { client } = aProducer().sqs;
    let inFlight = 0;
    let mostInFlight = 0;
    const send = async (command: never) => {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      await new Promise(setImmediate);
      inFlight -= 1;
      return await client.send(command);
    };
    const { sendEvents } = createProducer({
      queueUrl: 'http://127.0.0.1/queue',
      client: { send },
      maxCallsInFlight: 3,
    });
    await Promise.all([sendEvents(eventsOfManyTenants(50)), sendEvents(eventsOfManyTenants(50))]);

    expect(mostInFlight).toBe(3);
  });
});

describe('what SQS does not take', () => {
  test('is sent again alone', async () => {
    const { sendEvents, sqs, sleptMs } = aProducer({
      verdict: (body, call) => (body.includes('"id":"1"') && call < 3 ? 'throttled' : 'taken'),
    });

    expect(await sendEvents(eventsOfManyTenants(3))).toEqual({ sent: 3, failed: [] });
    expect(sqs.calls.map((call) => call.length)).toEqual([3, 1, 1]);
    expect(sqs.idsOnQueue()).toEqual(['0', '2', '1']);
    expect(sleptMs).toEqual([50, 100]);
  });

  test('is returned after the last try, for each event of its message', async () => {
    const { sendEvents, sqs } = aProducer({ verdict: () => 'throttled' });
    const events = [anOutgoingEvent({ id: 'a' }), anOutgoingEvent({ id: 'b' })];

    expect(await sendEvents(events)).toMatchObject({
      sent: 0,
      failed: [
        { index: 0, event: events[0], kind: 'notSent', code: 'RequestThrottled' },
        { index: 1, event: events[1], kind: 'notSent', code: 'RequestThrottled' },
      ],
    });
    expect(sqs.calls).toHaveLength(4);
  });

  test('for a fault of ours is returned at once, and its neighbours are on the queue', async () => {
    const { sendEvents, sqs } = aProducer({
      verdict: (body) => (body.includes('"id":"1"') ? 'refused' : 'taken'),
    });

    expect(await sendEvents(eventsOfManyTenants(3))).toMatchObject({
      sent: 2,
      failed: [{ index: 1, kind: 'refused', code: 'InvalidMessageContents', reason: 'not that' }],
    });
    expect(sqs.calls).toHaveLength(1);
  });
});

describe('a call that fails whole', () => {
  test('for throttling is made again, and nothing is on the queue twice', async () => {
    const { sendEvents, sqs } = aProducer({
      failedCall: (call) =>
        call < 3 ? { error: answerOf(400, 'RequestThrottled'), isTaken: false } : undefined,
    });

    expect(await sendEvents(eventsOfManyTenants(3))).toEqual({ sent: 3, failed: [] });
    expect(sqs.idsOnQueue()).toEqual(['0', '1', '2']);
  });

  test('for good is made once, and fails its own events only', async () => {
    const { sendEvents, sqs } = aProducer({
      failedCall: (call) =>
        call === 1 ? { error: answerOf(403, 'AccessDenied'), isTaken: false } : undefined,
    });
    const { sent, failed } = await sendEvents(eventsOfManyTenants(12));

    expect(sent).toBe(2);
    expect(failed.map(({ index }) => String(index))).toEqual(numbers(10));
    expect(failed[0]).toMatchObject({ kind: 'notSent', code: 'AccessDenied' });
    expect(sqs.calls).toHaveLength(2);
  });

  test('without an answer is made again, and may put its events on the queue twice', async () => {
    const { sendEvents, sqs } = aProducer({
      failedCall: (call) =>
        call === 1 ? { error: networkError('ECONNRESET'), isTaken: true } : undefined,
    });

    expect(await sendEvents(eventsOfManyTenants(2))).toEqual({ sent: 2, failed: [] });
    expect(sqs.idsOnQueue()).toEqual(['0', '1', '0', '1']);
  });

  test('once without an answer leaves its events in doubt, whatever the later calls say', async () => {
    const { sendEvents } = aProducer({
      failedCall: (call) =>
        call === 1
          ? { error: networkError('ECONNRESET'), isTaken: true }
          : { error: answerOf(400, 'RequestThrottled'), isTaken: false },
    });

    expect(await sendEvents([anOutgoingEvent()])).toMatchObject({
      sent: 0,
      failed: [{ kind: 'unanswered', code: 'RequestThrottled' }],
    });
  });
});

describe('a signal', () => {
  test('that is aborted before sends nothing', async () => {
    const { sendEvents, sqs } = aProducer();
    const result = await sendEvents([anOutgoingEvent()], { signal: AbortSignal.abort() });

    expect(result).toMatchObject({ sent: 0, failed: [{ kind: 'notSent', code: 'aborted' }] });
    expect(sqs.calls).toEqual([]);
  });

  test('that is aborted between tries ends them, and the last answer is returned', async () => {
    const abort = new AbortController();
    const { sendEvents, sqs } = aProducer({
      verdict: () => 'throttled',
      onSleep: () => abort.abort(),
    });

    expect(await sendEvents([anOutgoingEvent()], { signal: abort.signal })).toMatchObject({
      failed: [{ kind: 'notSent', code: 'RequestThrottled' }],
    });
    expect(sqs.calls).toHaveLength(1);
  });

  test('that is aborted during a call leaves its events in doubt, and those behind it unsent', async () => {
    const abort = new AbortController();
    const { sendEvents } = aProducer({
      settings: { maxCallsInFlight: 1 },
      failedCall: () => {
        abort.abort();
        return {
          error: Object.assign(new Error('Request aborted'), { name: 'AbortError' }),
          isTaken: true,
        };
      },
    });
    const { failed } = await sendEvents(eventsOfManyTenants(11), { signal: abort.signal });

    expect(failed.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 10 }, () => 'unanswered'),
      'notSent',
    ]);
  });
});

describe('an invalid queue URL is refused when the producer is made', () => {
  test.each(['', 'events', undefined])('%o', (queueUrl) => {
    expect(() => createProducer({ queueUrl: queueUrl as string })).toThrow(TypeError);
  });
});

test('options that are undefined have their defaults', async () => {
  const absent = { client: undefined, maxTries: undefined, largeEvents: undefined };
  const { sendEvents } = createProducer({ queueUrl: eventsQueue, ...absent });

  expect(await sendEvents([], { signal: undefined })).toEqual({ sent: 0, failed: [] });
});

test.each([
  ['no options', undefined, 'the options must be an object'],
  ['a client that is none', { queueUrl: eventsQueue, client: 5 }, 'client must be an SQSClient'],
])('%s are refused when the producer is made', (_, options, problem) => {
  const make = () => createProducer(options as unknown as ProducerOptions);

  expect(make).toThrow(TypeError);
  expect(make).toThrow(problem);
});

test.each([undefined, null, 'event', anOutgoingEvent()])(
  '%j is no array of events',
  async (events) => {
    const { sendEvents, sqs } = aProducer();
    const sending = sendEvents(events as unknown as readonly OutgoingEvent[]);

    await expect(sending).rejects.toThrow(new TypeError('the events must be an array'));
    expect(sqs.calls).toEqual([]);
  },
);

describe('invariants', () => {
  const anyEvents = fc.array(
    fc.record({ tenant: fc.nat(14), repo: fc.nat(2), text: fc.string({ unit: anyCharacter }) }),
    { maxLength: 60 },
  );
  const someEvents = anyEvents.map((all) =>
    all.map(({ tenant, repo, text }, index) =>
      anOutgoingEvent({
        id: String(index),
        generator: `tenant${tenant}/repo${repo}`,
        detail: { text },
      }),
    ),
  );
  const callFailures = [
    { error: answerOf(400, 'RequestThrottled'), isTaken: false },
    { error: networkError('ECONNREFUSED'), isTaken: false },
    { error: networkError('ECONNRESET'), isTaken: true },
    { error: networkError('ECONNRESET'), isTaken: false },
    { error: answerOf(500, 'InternalError'), isTaken: true },
    undefined,
    undefined,
  ];
  const verdicts: readonly Verdict[] = ['taken', 'taken', 'throttled', 'refused', 'forgotten'];

  test('whatever SQS does: sent events are there, failed ones are not, and only doubt doubles', async () => {
    await fc.assert(
      fc.asyncProperty(
        someEvents,
        fc.infiniteStream(fc.constantFrom(...callFailures)),
        fc.infiniteStream(fc.constantFrom(...verdicts)),
        async (events, failures, answers) => {
          const { sendEvents, sqs } = aProducer({
            settings: { maxEventsPerMessage: 3 },
            failedCall: () => failures.next().value,
            verdict: () => answers.next().value ?? 'taken',
          });
          const { sent, failed } = await sendEvents(events);
          const dispositionOf = new Map(failed.map(({ index, kind }) => [index, kind]));
          const onQueue = new Set(sqs.idsOnQueue());
          const confirmed = sqs.idsConfirmed();

          expect(sent + failed.length).toBe(events.length);
          expect(failed.every(({ event, index }) => event === events[index])).toBe(true);
          // Sent is what was confirmed, and that is not sent again.
          expect(confirmed.toSorted()).toEqual(
            events
              .filter((_, index) => !dispositionOf.has(index))
              .map(({ id }) => id)
              .toSorted(),
          );
          // Whatever else is on the queue is known to be in doubt.
          expect(
            events.filter(
              ({ id }, index) =>
                onQueue.has(id) && !['unanswered', undefined].includes(dispositionOf.get(index)),
            ),
          ).toEqual([]);
          expect(sqs.breaches).toEqual([]);
        },
      ),
    );
  });

  test('a call is full to ten messages or a mebibyte, bytes and not characters, and never fuller', async () => {
    const someSizes = fc.array(
      fc.record({ tenant: fc.nat(20), characters: fc.integer({ min: 1, max: 60_000 }) }),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(someSizes, fc.constantFrom('x', 'ü', '😀'), async (sizes, character) => {
        const { sendEvents, sqs } = aProducer({ settings: { maxMessageBytes: 1_048_576 } });
        const events = sizes.map(({ tenant, characters }, index) =>
          anOutgoingEvent({
            id: String(index),
            generator: `tenant${tenant}/repo`,
            detail: { text: character.repeat(characters) },
          }),
        );

        expect(await sendEvents(events)).toEqual({ sent: events.length, failed: [] });
        expect(sqs.idsOnQueue().toSorted()).toEqual(events.map(({ id }) => id).toSorted());
        expect(sqs.breaches).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
