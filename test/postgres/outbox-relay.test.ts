import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import type { Database, SendResult } from '../../producer/index.ts';
import {
  anOutbox,
  anOutboxEvent,
  aSender,
  refusal,
  throttled,
  type Verdict,
} from '../producer/outbox/builders.ts';
import { connect } from './support/connect.ts';
import { inTransaction } from './support/transactions.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await connect('outbox_relay');
});
afterAll(async () => await pool.end());

let tables = 0;

/** An outbox with these events in it, oldest first. */
async function anOutboxWith(ids: readonly string[]) {
  const table = `outbox_${(tables += 1)}`;
  const outbox = anOutbox({ table });
  await pool.query(outbox.sql);
  const events = ids.map((id) => anOutboxEvent({ id }));
  await inTransaction(pool, (client) => outbox.add(client, events));
  return {
    ...outbox,
    table,
    relay: async (verdict?: Verdict) => {
      const sender = aSender(verdict);
      const problems = await outbox.relayDue({ database: pool, sendEvents: sender.sendEvents });
      return { problems, ids: sender.sent.map(({ id }) => id) };
    },
    /** As the time would. */
    pass: async (interval: string) => {
      await pool.query(`UPDATE ${table} SET due_at = due_at - interval '${interval}'`);
    },
    rows: async () => {
      const { rows } = await pool.query(
        `SELECT (event::json)->>'id' AS id, attempts, refused, last_error,
          round(extract(epoch FROM due_at - clock_timestamp()))::int AS "dueInSeconds"
        FROM ${table} AS o ORDER BY o.id`,
      );
      return rows;
    },
  };
}

/** A `sendEvents` that has begun and does not end before it is told to. */
function aHeldSender(result: (count: number) => SendResult = (sent) => ({ sent, failed: [] })) {
  const begun = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  return {
    begun: begun.promise,
    end: held.resolve,
    sendEvents: async (events: readonly object[]) => {
      begun.resolve();
      await held.promise;
      return result(events.length);
    },
  };
}

describe('relays side by side', () => {
  test('share the rows: none waits for the other, and none takes what the other has', async () => {
    const outbox = await anOutboxWith(['a', 'b', 'c']);
    const held = aHeldSender();
    const first = outbox.relayDue({
      database: pool,
      sendEvents: held.sendEvents,
      maxEventsPerBatch: 2,
    });
    await held.begun;

    expect(await outbox.relay()).toEqual({ ids: ['c'], problems: [] });
    held.end();
    expect(await first).toEqual([]);
    expect(await outbox.rows()).toEqual([]);
  });

  test('send each of many events once', async () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => String(index));
    const outbox = await anOutboxWith(ids);
    const senders = Array.from({ length: 4 }, () => aSender());
    await Promise.all(
      senders.map(({ sendEvents }) =>
        createRelay(outbox.table, { database: pool, sendEvents, maxEventsPerBatch: 30 }),
      ),
    );

    const sent = senders.flatMap((sender) => sender.sent.map(({ id }) => id));
    expect(sent).toHaveLength(2_000);
    expect(new Set(sent)).toEqual(new Set(ids));
  });

  test('pass by a row that somebody else has locked', async () => {
    const outbox = await anOutboxWith(['locked', 'free']);
    await inTransaction(pool, async (client) => {
      await client.query(`SELECT id FROM ${outbox.table} ORDER BY id LIMIT 1 FOR UPDATE`);

      expect(await outbox.relay()).toEqual({ ids: ['free'], problems: [] });
    });
    expect(await outbox.relay()).toEqual({ ids: ['locked'], problems: [] });
  });
});

describe('a lease', () => {
  test('ends after a minute by the clock of the database, if the relay does not come back', async () => {
    const outbox = await anOutboxWith(['a']);
    const held = aHeldSender();
    const lost = outbox.relayDue({ database: pool, sendEvents: held.sendEvents });
    await held.begun;
    await outbox.pass('55 seconds');

    expect(await outbox.relay()).toMatchObject({ ids: [] });
    await outbox.pass('6 seconds');
    expect(await outbox.relay()).toMatchObject({ ids: ['a'] });
    held.end();
    await lost;
  });

  test('that has ended is of no use to its relay: what it could not send stays with the next one', async () => {
    const outbox = await anOutboxWith(['a']);
    const late = aHeldSender(() => ({
      sent: 0,
      failed: [{ event: { ...anOutboxEvent(), id: 'a' }, index: 0, ...refusal }],
    }));
    const lost = outbox.relayDue({ database: pool, sendEvents: late.sendEvents });
    await late.begun;
    await outbox.pass('1 hour');
    const held = aHeldSender();
    const next = outbox.relayDue({ database: pool, sendEvents: held.sendEvents });
    await held.begun;
    late.end();
    await lost;

    expect(await outbox.rows()).toEqual([
      { id: 'a', attempts: 2, refused: false, last_error: null, dueInSeconds: 60 },
    ]);
    held.end();
    await next;
  });

  test('that has ended does not keep what was sent, so that it is not sent a third time', async () => {
    const outbox = await anOutboxWith(['a']);
    const late = aHeldSender();
    const lost = outbox.relayDue({ database: pool, sendEvents: late.sendEvents });
    await late.begun;
    await outbox.pass('1 hour');

    expect(await outbox.relay(() => throttled)).toMatchObject({ ids: [] });
    late.end();
    await lost;
    expect(await outbox.rows()).toEqual([]);
  });
});

const byId: Verdict = ({ id }) => ({ throttled, refused: refusal })[id];

describe('an event that is not sent', () => {
  test('stays with its error, waits, and holds up no other', async () => {
    const outbox = await anOutboxWith(['throttled', 'refused', 'sent']);

    expect(await outbox.relay(byId)).toEqual({
      ids: ['sent'],
      problems: [
        {
          kind: 'notSent',
          events: [
            { rowId: '1', id: 'throttled', attempts: 1, ...throttled },
            { rowId: '2', id: 'refused', attempts: 1, ...refusal },
          ],
        },
      ],
    });
    expect(await outbox.rows()).toEqual([
      {
        id: 'throttled',
        attempts: 1,
        refused: false,
        last_error: 'RequestThrottled: slow',
        dueInSeconds: 1,
      },
      {
        id: 'refused',
        attempts: 1,
        refused: true,
        last_error: 'entryTooLarge: too large',
        dueInSeconds: 60,
      },
    ]);
    expect(await outbox.status(pool)).toMatchObject({ waiting: 1, refused: 1 });
    await outbox.pass('2 seconds');
    expect(await outbox.relay(byId)).toMatchObject({ ids: [] });
    expect(await outbox.rows()).toMatchObject([{ attempts: 2, dueInSeconds: 2 }, { attempts: 1 }]);
    await outbox.pass('1 hour');
    expect(await outbox.relay()).toEqual({ ids: ['throttled', 'refused'], problems: [] });
  });

  test('is found by its age', async () => {
    const outbox = await anOutboxWith(['old', 'new']);
    await pool.query(
      `UPDATE ${outbox.table} SET added_at = added_at - interval '1 hour' WHERE id = 1`,
    );
    const { oldestSeconds } = await outbox.status(pool);

    expect(Math.round(oldestSeconds / 60)).toBe(60);
  });

  test('may have an error that PostgreSQL takes in no text', async () => {
    const outbox = await anOutboxWith(['a']);
    const reason = `NUL \0, half \uD800, ${'long '.repeat(1_000)}`;
    await outbox.relay(() => ({ ...throttled, reason }));

    expect(await outbox.rows()).toMatchObject([
      { last_error: expect.stringMatching(/^RequestThrottled: NUL , half \uFFFD, long long/) },
    ]);
  });

  test('is refused if somebody has changed its row so that it is none', async () => {
    const outbox = await anOutboxWith(['a', 'b', 'c', 'd']);
    await pool.query(`UPDATE ${outbox.table} SET event = '{' WHERE id = 1`);
    await pool.query(`UPDATE ${outbox.table} SET event = '[]' WHERE id = 2`);
    const { problems, ids } = await outbox.relay();

    expect(ids).toEqual(['c', 'd']);
    const kept = { id: undefined, kind: 'refused', reason: 'the row holds no event' };
    expect(problems).toMatchObject([{ kind: 'notSent', events: [kept, kept] }]);
  });
});

describe('a batch', () => {
  test('has four mebibytes at the most, or a single event', async () => {
    const outbox = await anOutboxWith([]);
    const detail = { text: 'x'.repeat(1_000_000) };
    const large = Array.from({ length: 9 }, () => anOutboxEvent({ detail }));
    await inTransaction(pool, (client) => outbox.add(client, large));
    const sender = aSender();
    await outbox.relayDue({ database: pool, sendEvents: sender.sendEvents });

    expect(sender.batches).toEqual([5, 4]);
  });

  test('begins with what has been due longest', async () => {
    const outbox = await anOutboxWith(['a', 'b', 'c']);
    await pool.query(`UPDATE ${outbox.table} SET due_at = due_at - interval '1 hour' WHERE id = 3`);
    const sender = aSender();
    await outbox.relayDue({ database: pool, sendEvents: sender.sendEvents, maxEventsPerBatch: 2 });

    expect(sender.sent.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  });
});

/** The pool, whose connection the server ends at these calls. */
function cutAt(...cuts: readonly number[]): Database {
  let calls = 0;
  return {
    query: async (text, values) => {
      calls += 1;
      if (!cuts.includes(calls)) return await pool.query(text, values);
      await pool.query(`SELECT pg_terminate_backend(pg_backend_pid()), ${calls}`);
      throw new Error('not reached');
    },
  };
}

describe('a connection that is lost', () => {
  test('during a claim is a problem, and the relay goes on', async () => {
    const outbox = await anOutboxWith(['a']);
    const sender = aSender();
    const problems = await outbox.relayDue(
      { database: cutAt(1), sendEvents: sender.sendEvents },
      { pauses: 2 },
    );

    expect(problems).toEqual([{ kind: 'databaseFailed', error: expect.any(Error), willRepeat: 0 }]);
    expect(sender.sent).toHaveLength(1);
    expect(outbox.sleptMs).toEqual([1_000, 500]);
  });

  test('while a batch is settled does not repeat what was sent', async () => {
    const outbox = await anOutboxWith(['a']);
    const sender = aSender();
    const relay = { database: cutAt(2, 3), sendEvents: sender.sendEvents };

    expect(await outbox.relayDue(relay, { pauses: 3 })).toEqual([]);
    expect(sender.sent).toHaveLength(1);
    expect(await outbox.rows()).toEqual([]);
  });
});

/** Another outbox of the same table, as another process would have it. */
async function createRelay(
  table: string,
  relay: Parameters<ReturnType<typeof anOutbox>['relayDue']>[0],
): Promise<void> {
  await anOutbox({ table }).relayDue(relay);
}
