import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { createOutbox } from '../../producer/index.ts';
import { chanceBy } from '../../tools/simulators/chance.ts';
import { anOutboxEvent } from '../producer/outbox/builders.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { connect, connection } from './support/connect.ts';
import { fatalProxy, type FatalMoment } from './support/fatal-proxy.ts';
import { bundleRelay, startRelay } from './support/relay-process.ts';
import { inTransaction } from './support/transactions.ts';

const schema = 'outbox_killed';
const maxEventsPerBatch = 10;
const outbox = createOutbox();
const chance = chanceBy(20);

let pool: Pool;
let sqs: LocalSqs;
let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relay-'));
  pool = await connect(schema);
  [sqs, bundle] = await Promise.all([startSqs({ port: 0 }), bundleRelay(folder)]);
});
afterAll(async () => {
  await Promise.all([pool.end(), sqs.close()]);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await pool.query(`DROP TABLE IF EXISTS event_outbox; ${outbox.sql}`);
});

/** Transactions of up to nine events, of which every fourth is rolled back. Returns the ids of those that commit. */
async function addEvents(name: string, transactions: number): Promise<readonly string[]> {
  const ids = Array.from({ length: transactions }, async (_, one) => {
    const key = `${name}-${one}`;
    const events = Array.from({ length: Math.ceil(chance(key) * 9) }, (__, place) =>
      anOutboxEvent({ id: `${key}-${place}`, generator: `tenant${place % 4}/repo` }),
    );
    const isRolledBack = one % 4 === 3;
    return await inTransaction(pool, async (client) => {
      const added = await outbox.add(client, events);
      if (isRolledBack) throw new Error('rolled back');
      return added;
    }).catch(() => []);
  });
  return (await Promise.all(ids)).flat();
}

async function aRelay(queueUrl: string) {
  const ofProcess = { bundle, connection: connection(schema), queueUrl, maxEventsPerBatch };
  return await startRelay(ofProcess);
}

/** A relay that is killed at a moment of its way to SQS, or so many milliseconds after it has begun. */
async function aFatalRelay(queue: string, moment: FatalMoment | number) {
  const atRequest = typeof moment === 'number' ? { request: 0, when: 'asked' as const } : moment;
  const proxy = await fatalProxy(sqs.url, atRequest, () => relay.kill('SIGKILL'));
  const relay = await aRelay(`${proxy.url}/000000000000/${queue}`);
  return {
    runUntilKilled: async (): Promise<void> => {
      relay.begin();
      const afterMs = typeof moment === 'number' ? moment : 3_000;
      const timer = setTimeout(() => relay.kill('SIGKILL'), afterMs);

      expect(await relay.exited).toEqual({ code: null, signal: 'SIGKILL' });
      clearTimeout(timer);
      proxy.close();
    },
  };
}

async function relayTheRest(queueUrl: string, relays: number): Promise<void> {
  const running = await Promise.all(Array.from({ length: relays }, () => aRelay(queueUrl)));
  for (const relay of running) relay.begin();
  while ((await outbox.status(pool)).waiting > 0) await pool.query('SELECT pg_sleep(0.01)');
  for (const relay of running) relay.kill('SIGTERM');
  const ends = await Promise.all(running.map(({ exited }) => exited));

  expect(ends).toEqual(running.map(() => ({ code: 0, signal: null })));
  expect(running.flatMap(({ said }) => said)).toEqual([]);
}

/** The events on a queue by their ids, each as often as it is there. */
function arrivals(queue: string): ReadonlyMap<string, readonly unknown[]> {
  const read = sqs.messages(queue).flatMap(({ body }) => readMessage(body, testNowMs));
  const events = read.map((one) => (one.kind === 'event' ? one.event : undefined));
  return Map.groupBy(events, (event) => event?.id ?? 'no event');
}

const moments: readonly FatalMoment[] = [1, 2, 3].flatMap((request) =>
  (['asked', 'taken', 'answered'] as const).map((when) => ({ request, when })),
);

test('every committed event arrives, however often relays are killed, and nothing else', async () => {
  const { url } = await sqs.createQueue('killed');
  const added: string[] = [];
  for (const [round, moment] of moments.entries()) {
    const [before, atMoment, atRandom] = await Promise.all([
      addEvents(`${round}-before`, 60),
      aFatalRelay('killed', moment),
      aFatalRelay('killed', 20 + chance(`${round}`) * 100),
    ]);
    added.push(...before);
    const [during] = await Promise.all([
      addEvents(`${round}-during`, 12),
      atMoment.runUntilKilled(),
      atRandom.runUntilKilled(),
    ]);
    added.push(...during);
    // The leases of the killed end.
    await pool.query("UPDATE event_outbox SET due_at = due_at - interval '61 seconds'");
  }
  await relayTheRest(url, 1);

  const arrived = arrivals('killed');
  expect([...arrived.keys()].toSorted()).toEqual(added.toSorted());
  const repeated = [...arrived.values()].filter(({ length }) => length > 1);
  const repeats = repeated.reduce((sum, { length }) => sum + length - 1, 0);
  // At least what SQS had taken when a relay was killed; at most a batch of each relay that was killed.
  expect(repeats).toBeGreaterThan(0);
  expect(repeats).toBeLessThanOrEqual(2 * moments.length * maxEventsPerBatch);
  for (const [first, ...others] of repeated) {
    for (const other of others) expect(other).toEqual(first);
  }
});

test('two relays send each event once', async () => {
  const { url } = await sqs.createQueue('side-by-side');
  const [before, during] = await Promise.all([
    addEvents('before', 100),
    (async () => {
      const added = addEvents('during', 100);
      await Promise.all([added, relayTheRest(url, 2)]);
      return await added;
    })(),
  ]);
  await relayTheRest(url, 1);

  const arrived = arrivals('side-by-side');
  expect([...arrived.keys()].toSorted()).toEqual([...before, ...during].toSorted());
  expect([...arrived.values()].filter(({ length }) => length > 1)).toEqual([]);
});
