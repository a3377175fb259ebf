import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

// How many PutPartnerEvents calls a second the emulator takes, with the client in another process. The client is a
// bare HTTP one: the SDK's own work would be measured otherwise. Run it with `node bench/emulator.ts`.

const REQUESTS_IN_FLIGHT = 16;
const RUN_SECONDS = 3;
const ENTRIES_PER_CALL = 20;
const DETAIL_BYTES = 1000;
const SOURCE = 'aws.partner/bench.test/acct1/repo1/000000000101';
const PARTNER = '999999999999';
const CUSTOMER = '000000000101';

const emulator = spawn(process.execPath, ['emulator/main.ts', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [firstLine]: unknown[] = await once(createInterface(emulator.stdout), 'line');
const url = /http:\S+/u.exec(String(firstLine))?.[0] ?? '';
const agent = new Agent({ keepAlive: true, maxSockets: REQUESTS_IN_FLIGHT });

type Row = {
  source: string;
  callsPerSecond: number;
  entriesPerSecond: number;
  p50: number;
  p99: number;
};

async function call(account: string, operation: string, body: string): Promise<string> {
  const response = new Promise<string>((resolve, reject) => {
    const headers = {
      'X-Amz-Target': `AWSEvents.${operation}`,
      'Content-Type': 'application/x-amz-json-1.1',
      'Content-Length': Buffer.byteLength(body),
      Authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261121/us-east-1/events/aws4_request`,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      text(answer).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
  return response;
}

function putBody(): string {
  const empty = JSON.stringify({ n: 0, text: '' });
  const Detail = JSON.stringify({ n: 1, text: 'x'.repeat(DETAIL_BYTES - empty.length) });
  const entry = { Source: SOURCE, DetailType: 'bench', Time: 1_795_287_600, Detail };
  return JSON.stringify({ Entries: Array.from({ length: ENTRIES_PER_CALL }, () => entry) });
}

async function sendUntil(endMs: number, body: string, latenciesMs: number[]): Promise<void> {
  while (performance.now() < endMs) {
    const startMs = performance.now();
    const answer = await call(PARTNER, 'PutPartnerEvents', body);
    if (!answer.startsWith('{"FailedEntryCount":0')) throw new Error(answer.slice(0, 200));
    latenciesMs.push(performance.now() - startMs);
  }
}

async function measure(source: string, seconds: number): Promise<Row> {
  const body = putBody();
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const senders = Array.from({ length: REQUESTS_IN_FLIGHT }, () =>
    sendUntil(endMs, body, latenciesMs),
  );
  await Promise.all(senders);
  const elapsedSeconds = (performance.now() - startMs) / 1000;
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const callsPerSecond = Math.round(sorted.length / elapsedSeconds);
  return {
    source,
    callsPerSecond,
    entriesPerSecond: callsPerSecond * ENTRIES_PER_CALL,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

function quantile(sorted: readonly number[], share: number): number {
  return Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
}

async function run(): Promise<Row[]> {
  const source = JSON.stringify({ Name: SOURCE, Account: CUSTOMER });
  await call(PARTNER, 'CreatePartnerEventSource', source);
  await measure('warm-up', 1);
  const pending = await measure('PENDING', RUN_SECONDS);
  const bus = { Name: SOURCE, EventSourceName: SOURCE };
  await call(CUSTOMER, 'CreateEventBus', JSON.stringify(bus));
  const active = await measure('ACTIVE, no rule', RUN_SECONDS);
  await fetch(`${url}/_emulator/received`, { method: 'DELETE' });
  await addRule();
  return [pending, active, await measure('ACTIVE, one rule', RUN_SECONDS)];
}

async function addRule(): Promise<void> {
  const pattern = JSON.stringify({ detail: { n: [{ numeric: ['>', 0] }] } });
  const rule = { Name: 'bench', EventBusName: SOURCE, EventPattern: pattern };
  await call(CUSTOMER, 'PutRule', JSON.stringify(rule));
  const target = { Id: 'log', Arn: `arn:aws:logs:us-east-1:${CUSTOMER}:log-group:bench` };
  const targets = { Rule: 'bench', EventBusName: SOURCE, Targets: [target] };
  await call(CUSTOMER, 'PutTargets', JSON.stringify(targets));
}

function print(rows: readonly Row[]): void {
  const lines = rows.map(
    ({ source, callsPerSecond, entriesPerSecond, p50, p99 }) =>
      `| ${source} | ${callsPerSecond} | ${entriesPerSecond} | ${p50} | ${p99} |`,
  );
  const head = ['| source | calls/s | entries/s | p50 ms | p99 ms |', '|---|---|---|---|---|'];
  process.stdout.write(`${[...head, ...lines].join('\n')}\n`);
}

try {
  print(await run());
} finally {
  emulator.kill('SIGINT');
  agent.destroy();
}
