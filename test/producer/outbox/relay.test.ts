import { describe, expect, test } from '@jest/globals';
import { createOutbox, createProducer, type OutboxProblem } from '../../../producer/index.ts';
import { fakeSqs } from '../fake-sqs.ts';
import { anOutbox, aSender, refusal, throttled, type Verdict } from './builders.ts';
import { aDatabase } from './fake-database.ts';

async function breakOff(): Promise<never> {
  throw Object.assign(new Error('broken'), { code: 'EPIPE' });
}

describe('a relay', () => {
  test('sends batch after batch while something is due, and then waits', async () => {
    const outbox = anOutbox();
    const database = aDatabase([['a', 'b'], ['c'], [], ['d']]);
    const sender = aSender();

    expect(
      await outbox.relayDue({ database, sendEvents: sender.sendEvents }, { pauses: 2 }),
    ).toEqual([]);
    expect(sender.sent.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(outbox.sleptMs).toEqual([500, 500]);
    expect(database.claims).toEqual([500, 500, 500, 500, 500]);
    expect(database.settled).toEqual([
      [
        { id: '1', attempts: 1, sent: true },
        { id: '2', attempts: 1, sent: true },
      ],
      [{ id: '1', attempts: 1, sent: true }],
      [{ id: '1', attempts: 1, sent: true }],
    ]);
  });

  test('takes as many events and waits as long as it is told', async () => {
    const outbox = anOutbox();
    const database = aDatabase([]);
    await outbox.relayDue({
      database,
      sendEvents: aSender().sendEvents,
      maxEventsPerBatch: 7,
      pollMs: 90,
    });

    expect([database.claims, outbox.sleptMs]).toEqual([[7], [90]]);
  });

  test('does nothing if it is to end before it begins', async () => {
    const database = aDatabase([['a']]);
    await createOutbox().relay({
      database,
      sendEvents: aSender().sendEvents,
      signal: AbortSignal.abort(),
      onProblem: () => {},
    });

    expect(database.claims).toEqual([]);
  });

  test('that is to end sends and settles what it has, and takes no more', async () => {
    const stop = new AbortController();
    const database = aDatabase([['a'], ['b']]);
    const sender = aSender();
    await createOutbox().relay({
      database,
      sendEvents: async (events) => {
        stop.abort();
        return await sender.sendEvents(events);
      },
      signal: stop.signal,
      onProblem: () => {},
    });

    expect([sender.sent.length, database.settled.length, database.claims.length]).toEqual([
      1, 1, 1,
    ]);
  });

  test('waits twice as long each time, up to 30 seconds, while nothing can be sent', async () => {
    const outbox = anOutbox();
    const batches = Array.from({ length: 7 }, () => ['a', 'b']);
    const sender = aSender(() => throttled);
    await outbox.relayDue(
      { database: aDatabase(batches), sendEvents: sender.sendEvents },
      { pauses: 8 },
    );

    expect(outbox.sleptMs).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 500]);
  });

  test.each<[string, Verdict]>([
    ['one was sent', ({ id }) => (id === 'a' ? throttled : undefined)],
    ['all are refused', () => refusal],
  ])('goes on at once if %s of a batch', async (_, verdict) => {
    const outbox = anOutbox();
    await outbox.relayDue({
      database: aDatabase([
        ['a', 'b'],
        ['a', 'b'],
      ]),
      sendEvents: aSender(verdict).sendEvents,
    });

    expect(outbox.sleptMs).toEqual([500]);
  });

  test('tries a batch later whose sendEvents rejects', async () => {
    const outbox = anOutbox();
    const database = aDatabase([['a']]);
    const failure = { kind: 'unanswered', code: 'EPIPE', reason: 'broken' };

    expect(await outbox.relayDue({ database, sendEvents: breakOff })).toEqual([
      { kind: 'notSent', events: [{ rowId: '1', id: 'a', attempts: 1, ...failure }] },
    ]);
    expect(database.settled).toEqual([
      [
        {
          id: '1',
          attempts: 1,
          sent: false,
          refused: false,
          error: 'EPIPE: broken',
          delayMs: 1_000,
        },
      ],
    ]);
  });

  test('rejects if onProblem throws', async () => {
    const relay = createOutbox().relay({
      database: aDatabase([['a']]),
      sendEvents: aSender(() => throttled).sendEvents,
      signal: new AbortController().signal,
      onProblem: () => {
        throw new Error('a bug of the caller');
      },
    });

    await expect(relay).rejects.toThrow('a bug of the caller');
  });

  test('gives a batch 20 seconds to be sent', async () => {
    const given: (AbortSignal | undefined)[] = [];
    const deadlines: [number, AbortSignal][] = [];
    const stop = new AbortController();
    await createOutbox(
      {},
      {
        newId: () => 'new',
        now: () => new Date(),
        random: () => 1,
        deadline: (milliseconds) => {
          const { signal } = new AbortController();
          deadlines.push([milliseconds, signal]);
          return signal;
        },
        sleep: async () => stop.abort(),
      },
    ).relay({
      database: aDatabase([['a']]),
      sendEvents: async (events, { signal }) => {
        given.push(signal);
        return { sent: events.length, failed: [] };
      },
      signal: stop.signal,
      onProblem: () => {},
    });

    expect(deadlines.filter(([, signal]) => given.includes(signal))).toEqual([[20_000, given[0]]]);
  });

  test('sends by a producer', async () => {
    const sqs = fakeSqs();
    const producer = createProducer({ queueUrl: 'http://127.0.0.1/1/events', client: sqs.client });
    await anOutbox().relayDue({
      database: aDatabase([['a', 'b'], ['c']]),
      sendEvents: producer.sendEvents,
    });

    expect(sqs.idsOnQueue()).toEqual(['a', 'b', 'c']);
  });
});

describe('a database that fails', () => {
  test('at a claim is reported, and asked again later and later', async () => {
    const outbox = anOutbox();
    const database = aDatabase([['a']], (_, call) => (call <= 2 ? 'fails' : 'answers'));
    const sender = aSender();
    const problem = { kind: 'databaseFailed', error: new Error('no claim'), willRepeat: 0 };

    expect(
      await outbox.relayDue({ database, sendEvents: sender.sendEvents }, { pauses: 3 }),
    ).toEqual([problem, problem]);
    expect(outbox.sleptMs).toEqual([1_000, 2_000, 500]);
    expect(sender.sent).toHaveLength(1);
  });

  test('at the settling is tried three times; then it is said how many events will be sent twice', async () => {
    const outbox = anOutbox();
    const database = aDatabase([['a', 'b']], (name) => (name === 'settle' ? 'fails' : 'answers'));
    const sender = aSender(({ id }) => (id === 'a' ? throttled : undefined));

    expect(
      await outbox.relayDue({ database, sendEvents: sender.sendEvents }, { pauses: 3 }),
    ).toMatchObject([
      { kind: 'notSent', events: [{ id: 'a' }] },
      { kind: 'databaseFailed', error: new Error('no settle'), willRepeat: 1 },
    ]);
    expect(outbox.sleptMs).toEqual([1_000, 2_000, 1_000]);
  });

  test.each(['claim', 'settle'])(
    'by never answering a %s does not stop the relay',
    async (name) => {
      const stop = new AbortController();
      const problems: OutboxProblem[] = [];
      const database = aDatabase([['a']], (statement) =>
        statement === name ? 'hangs' : 'answers',
      );
      await createOutbox(
        {},
        {
          newId: () => 'new',
          now: () => new Date(),
          random: () => 1,
          // The time of a statement is over at once; that of sending is not.
          deadline: (milliseconds) =>
            milliseconds === 15_000 ? AbortSignal.timeout(1) : new AbortController().signal,
          sleep: async () => {},
        },
      ).relay({
        database,
        sendEvents: aSender().sendEvents,
        signal: stop.signal,
        onProblem: (problem) => {
          problems.push(problem);
          stop.abort();
        },
      });

      const error = new Error('the database has not answered for 15 seconds');
      expect(problems).toEqual([
        { kind: 'databaseFailed', error, willRepeat: name === 'settle' ? 1 : 0 },
      ]);
    },
  );

  test('by returning rows of another form is reported', async () => {
    const database = { query: async () => ({ rows: [{ id: 1 }] }) };

    expect(await anOutbox().relayDue({ database, sendEvents: aSender().sendEvents })).toMatchObject(
      [{ kind: 'databaseFailed', error: { name: 'ValiError' } }],
    );
  });
});
