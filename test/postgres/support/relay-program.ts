import { once } from 'node:events';
import { Pool, type PoolConfig } from 'pg';
import { createOutbox, createProducer } from '../../../producer/index.ts';

// Relays from when it is told to until SIGTERM. Says "ready" when it could begin, and what goes wrong.
//
// node relay-program.js CONNECTION QUEUE_URL MAX_EVENTS_PER_BATCH

const [connection = '{}', queueUrl = '', maxEventsPerBatch = ''] = process.argv.slice(2);
const config: PoolConfig = JSON.parse(connection);
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
// The test is over, or has failed: nobody else would end this process.
process.stdin.on('end', () => process.exit(1));
const pool = new Pool(config);
pool.on('error', () => {});
const { sendEvents } = createProducer({ queueUrl });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
await createOutbox().relay({
  database: pool,
  sendEvents,
  signal: stop.signal,
  onProblem: (problem) => process.stdout.write(`${JSON.stringify(problem)}\n`),
  maxEventsPerBatch: Number(maxEventsPerBatch),
  pollMs: 10,
});
await pool.end();
process.stdin.destroy();
