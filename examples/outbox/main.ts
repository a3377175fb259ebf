import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createOutbox, createProducer } from 'eventbridge-partner-fanout/producer';
import { Pool } from 'pg';
import { ordersSql, placeOrder } from './orders.ts';

// A service that takes orders over HTTP, and the relay that sends their events, in one process.

const { DATABASE_URL = '', EVENTS_QUEUE_URL = '', PORT = '8080' } = process.env;
const pool = new Pool({ connectionString: DATABASE_URL });
pool.on('error', (error) => log({ problem: 'a connection was lost', reason: error.message }));
const outbox = createOutbox();
const { sendEvents } = createProducer({ queueUrl: EVENTS_QUEUE_URL });
// Your migrations have a copy of what `outbox.sql` is.
await pool.query(ordersSql + outbox.sql);

const server = createServer((request, response) => {
  void answer(request).then(({ status, body }) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
  );
});
server.listen(Number(PORT), '127.0.0.1', () => log({ listening: server.address() }));

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
await outbox.relay({
  database: pool,
  sendEvents,
  signal: stop.signal,
  onProblem: (problem) => log({ problem }),
});
server.close();
await pool.end();

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  try {
    if (request.method !== 'POST') return { status: 200, body: await outbox.status(pool) };
    const form = new URLSearchParams(await text(request));
    const order = {
      shop: form.get('shop') ?? '',
      number: form.get('number') ?? '',
      cents: Number(form.get('cents')),
    };
    await placeOrder(order, pool, outbox);
    return { status: 201, body: order };
  } catch (error) {
    return { status: 400, body: { error: String(error) } };
  }
}

function log(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
