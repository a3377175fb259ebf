import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Pool } from 'pg';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { startSqs, type LocalSqs } from '../../local/aws/sqs.ts';
import { testNowMs } from '../support/domain-builders.ts';
import { connect, connection } from './support/connect.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'examples/outbox/README.md'), 'utf8');
const schema = 'outbox_example';

let folder: string;
let pool: Pool;
let sqs: LocalSqs;
let running: ChildProcess[] = [];

/** The example in a folder of its own, with the producer's package as `npm pack` makes it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outbox-example-'));
  cpSync(join(root, 'examples/outbox'), folder, { recursive: true });
  const packages = join(folder, 'node_modules');
  const packed = join(packages, 'eventbridge-partner-fanout');
  mkdirSync(packed, { recursive: true });
  cpSync(join(root, 'package.json'), join(packed, 'package.json'));
  for (const name of ['@aws-sdk', 'p-limit', 'valibot']) {
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  symlinkSync(join(root, 'test/postgres/node_modules/pg'), join(packages, 'pg'));
  const outfile = join(packed, 'dist/package/producer/index.js');
  await build({
    entryPoints: [join(root, 'producer/index.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  pool = await connect(schema);
  sqs = await startSqs({ port: 0 });
});
afterAll(async () => {
  await Promise.all([pool.end(), sqs.close()]);
  rmSync(folder, { recursive: true });
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});

/** The environment of the example with a queue. */
function environment(queueUrl: string) {
  const { host } = connection(schema);
  const options = encodeURIComponent(`-c search_path=${schema}`);
  return {
    ...process.env,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    EVENTS_QUEUE_URL: queueUrl,
    DATABASE_URL: `postgres://postgres@/postgres?host=${host}&options=${options}`,
    PORT: '0',
  };
}

/** Starts the example on a queue, and waits until it listens. */
async function startExample(queueUrl: string) {
  const child = spawn(process.execPath, ['main.ts'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment(queueUrl),
  });
  running.push(child);
  const exited = once(child, 'exit');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const url = `http://127.0.0.1:${JSON.parse(line).listening.port}`;
  const order = async (fields: Record<string, string>) =>
    await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    url,
    order,
    end: async () => {
      child.kill('SIGTERM');
      return await exited;
    },
    isSent: async (): Promise<void> => {
      while (!(await (await fetch(url)).text()).includes('"waiting":0')) {
        await pool.query('SELECT pg_sleep(0.01)');
      }
    },
  };
}

function eventsOn(queue: string) {
  const read = sqs.messages(queue).flatMap(({ body }) => readMessage(body, testNowMs));
  return read.map((one) => (one.kind === 'event' ? one.event : one));
}

describe('the example', () => {
  test('sends the event of each order that is written, and of no other', async () => {
    const { url: queueUrl } = await sqs.createQueue('orders');
    const example = await startExample(queueUrl);
    const answers = [
      await example.order({ shop: 'acme', number: '1', cents: '1990' }),
      await example.order({ shop: 'acme', number: '1', cents: '1990' }),
      await example.order({ shop: 'acme', number: '2', cents: '-1' }),
      await example.order({ shop: '', number: '3', cents: '5' }),
      await example.order({ shop: 'acme', number: '4', cents: '7' }),
    ];
    await example.isSent();

    expect(answers.map(({ status }) => status)).toEqual([201, 400, 400, 400, 201]);
    expect(await answers[3]!.json()).toEqual({
      error: expect.stringContaining('OutboxEventError: event 0 is refused: "generator"'),
    });
    expect((await pool.query('SELECT number FROM orders ORDER BY number')).rows).toEqual([
      { number: '1' },
      { number: '4' },
    ]);
    expect(eventsOn('orders')).toMatchObject([
      {
        id: 'order/1/placed',
        generator: 'acme/orders',
        detailType: 'order.placed',
        detailJson: '{"number":"1","cents":1990}',
      },
      { id: 'order/4/placed' },
    ]);
    expect(await example.end()).toEqual([0, null]);
  });

  test('keeps the events while the queue cannot be reached, and sends them then', async () => {
    const example = await startExample('http://127.0.0.1:9/000000000000/later');
    expect((await example.order({ shop: 'acme', number: '5', cents: '1' })).status).toBe(201);
    expect(await example.end()).toEqual([0, null]);
    await pool.query("UPDATE event_outbox SET due_at = due_at - interval '61 seconds'");
    const { url } = await sqs.createQueue('later');
    const again = await startExample(url);
    await again.isSent();

    expect(eventsOn('later')).toMatchObject([{ id: 'order/5/placed' }]);
    expect(await again.end()).toEqual([0, null]);
  });

  test('answers what it was asked before it ends', async () => {
    const { url: queueUrl } = await sqs.createQueue('ending');
    const { url, end } = await startExample(queueUrl);
    const order = request(url, { method: 'POST', headers: { expect: '100-continue' } });
    order.flushHeaders();
    await once(order, 'continue');
    const ended = end();
    while (await fetch(url).catch(() => undefined)) await pool.query('SELECT pg_sleep(0.01)');
    const answered = once(order, 'response');
    order.end('shop=acme&number=6&cents=1');

    expect((await answered)[0]).toMatchObject({ statusCode: 201 });
    expect(await ended).toEqual([0, null]);
  });

  test.each([
    ['EVENTS_QUEUE_URL', '', 'set DATABASE_URL and EVENTS_QUEUE_URL, as the README shows'],
    ['DATABASE_URL', '', 'set DATABASE_URL and EVENTS_QUEUE_URL, as the README shows'],
    [
      'DATABASE_URL',
      'postgres://postgres@127.0.0.1:9/postgres',
      'DATABASE_URL: Error: connect ECONNREFUSED 127.0.0.1:9',
    ],
  ])('says in one line what is wrong with a %s of "%s"', async (name, value, line) => {
    const env = { ...environment('http://127.0.0.1:9/000000000000/none'), [name]: value };
    const failed = await run(process.execPath, ['main.ts'], { cwd: folder, env }).catch(
      (error: unknown) => error,
    );

    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: `${line}\n` });
  });

  test('is called as its README says', async () => {
    const { url: queueUrl } = await sqs.createQueue('readme');
    const { url, end } = await startExample(queueUrl);
    const [, commands = ''] = /```bash\n(.*?)```/s.exec(readme) ?? [];
    const { stdout } = await run('bash', [
      '-ec',
      commands.replaceAll('http://127.0.0.1:8080', url),
    ]);

    expect(stdout).toMatch(/^{"shop":"acme","number":"1001","cents":1990}{"waiting":\d/);
    expect(await end()).toEqual([0, null]);
  });
});
