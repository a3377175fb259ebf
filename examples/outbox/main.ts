import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createOutbox, createProducer } from 'eventbridge-partner-fanout/producer';
import { Pool } from 'pg';
import { ordersSql, placeOrder } from './orders.ts';

// A service that takes orders over HTTP, and the relay that sends their events, in one process.

const { DATABASE_URL = '', EVENTS_QUEUE_URL = '', PORT = '8080' } = process.env;
if (DATABASE_URL === '' || EVENTS_QUEUE_URL === '') {
  fail('set DATABASE_URL and EVENTS_QUEUE_URL, as the README shows');
}
const pool = new Pool({ connectionString: DATABASE_URL });
pool.on('error', (error) => log({ problem: 'a connection was lost', reason: error.message }));
const outbox = createOutbox();
const { sendEvents } = createProducer({ queueUrl: EVENTS_QUEUE_URL });
// Your migrations have a copy of what `outbox.sql` is.
await pool
  .query(ordersSql + outbox.sql)
  .catch((error: unknown) => fail(`DATABASE_URL: ${String(error)}`));

const stop = new AbortController();
const server = createServer((request, response) => void respond(request, response));
server.listen(Number(PORT), '127.0.0.1', () => log({ listening: server.address() }));

const closed = once(server, 'close');
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stop.abort();
    server.close();
  });
}
await outbox.relay({
  database: pool,
  sendEvents,
  signal: stop.signal,
  onProblem: (problem) => log({ problem }),
});
// What it was asked before is still answered.
await closed;
await pool.end();

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = await answer(request);
  if (stop.signal.aborted) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

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

function fail(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

function log(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
