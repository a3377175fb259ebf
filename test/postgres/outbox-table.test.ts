import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Pool } from 'pg';
import { OutboxEventError, type OutboxOptions, type Transaction } from '../../producer/index.ts';
import { writeEvent } from '../../producer/outgoing-event.ts';
import { anOutbox, anOutboxEvent, aSender } from '../producer/outbox/builders.ts';
import { anyDomainEvent } from '../support/arbitraries.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { connect } from './support/connect.ts';
import { inTransaction } from './support/transactions.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await connect('outbox_table');
});
afterAll(async () => await pool.end());

let tables = 0;

/** An outbox with a table of its own. */
async function aTable(options: OutboxOptions = {}) {
  const outbox = anOutbox({ table: `outbox_${(tables += 1)}`, ...options });
  await pool.query(outbox.sql);
  return outbox;
}

async function idsIn(outbox: ReturnType<typeof anOutbox>): Promise<readonly string[]> {
  const sender = aSender();
  await outbox.relayDue({ database: pool, sendEvents: sender.sendEvents });
  return sender.sent.map(({ id }) => id);
}

describe('what is added', () => {
  test('is there when the transaction commits, and is not when it is rolled back', async () => {
    const outbox = await aTable();
    const add = async (ids: readonly string[], isRolledBack: boolean) =>
      await inTransaction(pool, async (client) => {
        await outbox.add(
          client,
          ids.map((id) => anOutboxEvent({ id })),
        );
        if (isRolledBack) throw new Error('rolled back');
      }).catch(() => {});
    await add(['a', 'b'], false);
    await add(['c'], true);
    await add(['d'], false);

    expect(await outbox.status(pool)).toEqual({
      waiting: 3,
      refused: 0,
      oldestSeconds: expect.any(Number),
    });
    expect(await idsIn(outbox)).toEqual(['a', 'b', 'd']);
    expect(await outbox.status(pool)).toEqual({ waiting: 0, refused: 0, oldestSeconds: 0 });
  });

  test('gets an id and the time, and no row if there is nothing', async () => {
    const outbox = await aTable();
    const sender = aSender();

    expect(await inTransaction(pool, (client) => outbox.add(client, []))).toEqual([]);
    expect(
      await inTransaction(pool, (client) =>
        outbox.add(client, [anOutboxEvent(), anOutboxEvent({ id: 'own' })]),
      ),
    ).toEqual(['new-1', 'own']);
    await outbox.relayDue({ database: pool, sendEvents: sender.sendEvents });
    const time = new Date(testNowMs).toISOString();
    expect(sender.sent).toEqual([
      { ...anOutboxEvent(), id: 'new-1', time },
      { ...anOutboxEvent(), id: 'own', time },
    ]);
  });

  test('is what is sent, byte for byte, whatever the events are', async () => {
    const outbox = await aTable();
    const anyEvents = fc.array(anyDomainEvent, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyEvents, async (domainEvents) => {
        const events = domainEvents.map(({ detailJson, ...event }) => ({
          ...event,
          detail: {
            ...JSON.parse(detailJson),
            exact: JSON.rawJSON('300.0'),
            lone: '\u0000\uD800\uFFFE',
          },
        }));
        const sender = aSender();
        await inTransaction(pool, (client) => outbox.add(client, events));
        await outbox.relayDue({ database: pool, sendEvents: sender.sendEvents });

        const written = (event: (typeof events)[number]) =>
          writeEvent(event, { maxEntryBytes: 1_048_576 });
        expect(sender.sent.map((event) => written(event as never))).toEqual(events.map(written));
        expect(written(events[0]!)).toMatchObject({ kind: 'written' });
      }),
      { numRuns: 30 },
    );
  });

  test('keeps the text of its numbers', async () => {
    const outbox = await aTable();
    const sender = aSender();
    const numbers = ['1e2', '-0', '1234567890123456789', '300.0', '0.10', '1E-7'];
    const detail = { numbers: numbers.map((text) => JSON.rawJSON(text)) };
    await inTransaction(pool, (client) => outbox.add(client, [anOutboxEvent({ detail })]));
    await outbox.relayDue({ database: pool, sendEvents: sender.sendEvents });

    expect(JSON.stringify(sender.sent[0]!.detail)).toBe(`{"numbers":[${numbers.join()}]}`);
  });

  test('is nothing if one event is refused, and the transaction can go on', async () => {
    const outbox = await aTable();
    await inTransaction(pool, async (client) => {
      const added = outbox.add(client, [anOutboxEvent(), anOutboxEvent({ generator: '' })]);
      await expect(added).rejects.toThrow(OutboxEventError);
      await outbox.add(client, [anOutboxEvent({ id: 'after' })]);
    });

    expect(await idsIn(outbox)).toEqual(['after']);
  });

  test('is refused on a pool, where it would commit by itself', async () => {
    const outbox = await aTable();
    // @ts-expect-error -- the types refuse it, too.
    const transaction: Transaction = pool;

    await expect(outbox.add(transaction, [anOutboxEvent()])).rejects.toThrow(
      'a pool is no transaction: give the client on which you called BEGIN',
    );
  });

  test('is relayed if its transaction began before others and commits after they are relayed', async () => {
    const outbox = await aTable();
    await inTransaction(pool, async (slow) => {
      await outbox.add(slow, [anOutboxEvent({ id: 'slow' })]);
      await inTransaction(pool, (client) => outbox.add(client, [anOutboxEvent({ id: 'quick' })]));

      expect(await idsIn(outbox)).toEqual(['quick']);
    });
    expect(await idsIn(outbox)).toEqual(['slow']);
  });
});

describe('the table', () => {
  test('can be anywhere, under any name, and be created twice', async () => {
    const schema = `Sch"ema; DROP TABLE é`;
    await pool.query(`CREATE SCHEMA "Sch""ema; DROP TABLE é"`);
    const outbox = await aTable({ schema, table: `Ta"ble'$1?${'x'.repeat(48)}` });
    await pool.query(outbox.sql);
    await inTransaction(pool, (client) => outbox.add(client, [anOutboxEvent({ id: 'a' })]));

    expect(await outbox.status(pool)).toMatchObject({ waiting: 1 });
    expect(await idsIn(outbox)).toEqual(['a']);
  });

  test('needs no permission but INSERT to add, and SELECT, UPDATE and DELETE to relay', async () => {
    const outbox = await aTable({ table: 'permissions' });
    await pool.query('CREATE ROLE service; CREATE ROLE relays');
    await pool.query('GRANT USAGE ON SCHEMA outbox_table TO service, relays');
    await pool.query('GRANT INSERT ON permissions TO service');
    await pool.query('GRANT SELECT, UPDATE, DELETE ON permissions TO relays');
    const sender = aSender(({ id }) =>
      id === 'kept' ? { kind: 'notSent', code: 'a', reason: 'b' } : undefined,
    );
    const events = [anOutboxEvent({ id: 'kept' }), anOutboxEvent({ id: 'sent' })];
    await inTransaction(pool, async (client) => {
      await client.query('SET LOCAL ROLE service');
      await outbox.add(client, events);
    });
    await inTransaction(pool, async (client) => {
      await client.query('SET LOCAL ROLE relays');
      await outbox.relayDue({ database: client, sendEvents: sender.sendEvents });
    });

    expect(await outbox.status(pool)).toMatchObject({ waiting: 1 });
  });

  test('is read through its index, however many rows wait', async () => {
    const outbox = await aTable({ table: 'many' });
    await pool.query("INSERT INTO many (event) SELECT '{}' FROM generate_series(1, 20000)");
    await pool.query('ANALYZE many');
    const plans: string[] = [];
    const database = {
      query: async (text: string, values: (string | number)[]) => {
        const { rows } = await pool.query(`EXPLAIN ${text.replace('$1', String(values[0]))}`);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        return { rows: [] };
      },
    };
    await outbox.relayDue({ database, sendEvents: aSender().sendEvents });

    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain('Index Scan using many_due on many');
    expect(plans[0]).not.toContain('Seq Scan');
  });
});
