import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import knex from 'knex';
import type { Pool } from 'pg';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { createOutbox, createProducer, type Transaction } from '../../producer/index.ts';
import { anOutboxEvent, anOutbox, aSender, refusal } from '../producer/outbox/builders.ts';
import { connect, connection } from './support/connect.ts';
import { inTransaction } from './support/transactions.ts';

const readme = readFileSync(join(import.meta.dirname, '../../producer/README.md'), 'utf8');
const [, section = ''] = readme.split('## Transactional outbox\n');
const schema = 'outbox_readme';
const outbox = createOutbox();

/** The section's examples in a language. */
function examples(language: string): readonly string[] {
  const blocks = section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'));
  return Array.from(blocks, ([, text = '']) => text);
}

let pool: Pool;
beforeAll(async () => {
  pool = await connect(schema);
});
afterAll(async () => await pool.end());
beforeEach(async () => {
  await pool.query(`DROP TABLE IF EXISTS event_outbox; ${outbox.sql}`);
});

/** Runs statements with these names known to them. */
async function runText(text: string, names: Readonly<Record<string, unknown>>): Promise<unknown> {
  const code = text.replaceAll(/^import .*$/gm, '');
  // oxlint-disable-next-line typescript/no-implied-eval -- The text is the README's own.
  const run = new Function(...Object.keys(names), `return (async () => {${code}})()`);
  return await run(...Object.values(names));
}

describe('the README’s service', () => {
  let sqs: LocalSqs;
  beforeAll(async () => {
    sqs = await startSqs({ port: 0 });
  });
  afterAll(async () => await sqs.close());

  test('adds an event, and its relay sends it', async () => {
    const { url } = await sqs.createQueue('events');
    await pool.query('CREATE TABLE orders (number text)');
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
    });
    const stop = new AbortController();
    const problems: unknown[] = [];
    const service = runText(examples('ts')[0] ?? '', {
      createOutbox,
      createProducer,
      Pool: function aPool() {
        return pool;
      },
      eventsQueueUrl: url,
      signal: stop.signal,
      log: { warn: (problem: unknown) => problems.push(problem) },
    });
    while (sqs.messages('events').length === 0) await pool.query('SELECT pg_sleep(0.01)');
    stop.abort();
    await service;

    expect(problems).toEqual([]);
    expect(JSON.parse(sqs.messages('events')[0]!.body)).toEqual({
      id: expect.any(String),
      time: expect.any(String),
      generator: 'acme/orders',
      detailType: 'order.placed',
      detail: { number: '1001' },
    });
  });
});

describe('the README’s statements', () => {
  test('show what is wrong, have it tried again, and give it up', async () => {
    const events = ['a', 'b'].map((id) => anOutboxEvent({ id }));
    await inTransaction(pool, (client) => outbox.add(client, events));
    const sender = aSender(({ id }) => (id === 'a' ? refusal : undefined));
    const relay = { database: pool, sendEvents: sender.sendEvents };
    await anOutbox().relayDue(relay);
    const [show = '', again = ''] = examples('sql');
    const shown = await pool.query(show);
    await pool.query(again);
    await anOutbox().relayDue(relay);

    const row = { id: '1', event_id: 'a', refused: true, last_error: 'entryTooLarge: too large' };
    expect(shown.rows).toMatchObject([{ ...row, attempts: 1 }]);
    expect((await pool.query(show)).rows).toMatchObject([{ ...row, attempts: 2 }]);
    const [, giveUp = ''] = /`(DELETE FROM .*?)`/.exec(section) ?? [];
    await pool.query(giveUp);
    expect(await outbox.status(pool)).toMatchObject({ waiting: 0, refused: 0 });
  });
});

const oddText = `'?$1 :name \u0000 "ü"`;

/** What is sent after a transaction that commits and one that does not. */
async function sentAfter(
  work: (add: (transaction: Transaction) => Promise<void>) => Promise<unknown>,
): Promise<readonly unknown[]> {
  await work(async (transaction) => {
    await outbox.add(transaction, [anOutboxEvent({ id: 'kept', detail: { text: oddText } })]);
  });
  await work(async (transaction) => {
    await outbox.add(transaction, [anOutboxEvent({ id: 'not kept' })]);
    throw new Error('rolled back');
  }).catch(() => {});
  const sender = aSender();
  await anOutbox().relayDue({ database: pool, sendEvents: sender.sendEvents });
  return sender.sent;
}

describe('the README’s adapters', () => {
  type Adapt = (transaction: unknown) => Transaction;

  async function adapters(): Promise<Record<'ofDrizzle' | 'ofKnex', Adapt>> {
    const text = `${examples('js')[0] ?? ''}; return { ofDrizzle, ofKnex };`;
    return (await runText(text, { sql })) as Record<'ofDrizzle' | 'ofKnex', Adapt>;
  }

  test('add in a transaction of Drizzle', async () => {
    const { ofDrizzle } = await adapters();
    const db = drizzle({ client: pool });

    const sent = await sentAfter((add) => db.transaction((tx) => add(ofDrizzle(tx))));
    expect(sent).toMatchObject([{ id: 'kept', detail: { text: oddText } }]);
  });

  test('add in a transaction of Knex', async () => {
    const { ofKnex } = await adapters();
    const { host } = connection(schema);
    const db = knex({
      client: 'pg',
      connection: { host, user: 'postgres', database: 'postgres' },
      searchPath: schema,
    });

    const sent = await sentAfter((add) => db.transaction((trx) => add(ofKnex(trx))));
    await db.destroy();

    expect(sent).toMatchObject([{ id: 'kept', detail: { text: oddText } }]);
  });
});
