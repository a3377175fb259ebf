import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portCount } from '../../local/ports.ts';
import { freePorts } from '../support/free-ports.ts';
import { runFanout, startFanout } from '../support/run-fanout.ts';

jest.setTimeout(180_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanout-'));
});
afterAll(() => rm(folder, { recursive: true }));

const customer = { generator: 't/r', account: '111122223333', region: 'us-east-1', bus: 'active' };

function event(n: number, overrides: object = {}): string {
  const plain = { id: `e${n}`, generator: 't/r', detailType: 'push', detail: { n } };
  return JSON.stringify({ ...plain, ...overrides });
}

async function write(name: string, contents: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, contents);
  return path;
}

/** Runs local mode once on these lines and customers, and reads what it wrote. */
async function runOnce(
  lines: readonly (string | Buffer)[],
  sources: readonly object[],
  faults: object = {},
) {
  const body = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const events = await write('events.jsonl', body);
  const files = {
    events,
    sources: await write('sources.json', JSON.stringify(sources)),
    faults: await write('faults.json', JSON.stringify(faults)),
    summary: join(folder, 'summary.json'),
    deliveries: join(folder, 'deliveries.jsonl'),
  };
  const options = Object.entries(files).flatMap(([name, path]) => [`--${name}`, path]);
  const { code, stdout, stderr } = await runFanout('local', '--once', '--port', '0', ...options);
  const deliveries = (await readFile(files.deliveries, 'utf8')).split('\n').slice(0, -1);
  return {
    code,
    stdout,
    stderr,
    summary: JSON.parse(await readFile(files.summary, 'utf8')),
    deliveryLines: deliveries,
    deliveries: deliveries.map((line) => JSON.parse(line)),
  };
}

describe('fanout local --once', () => {
  test('bad input ends in a dead-letter queue, and its neighbours are delivered', async () => {
    const notUtf8 = Buffer.from(event(3, { detail: { text: '?' } }));
    notUtf8[notUtf8.indexOf('?')] = 0xff;
    const lines = [
      event(1, { time: '2020-01-01T00:00:00Z', resources: ['größe'] }),
      'not JSON',
      '3',
      event(2, { colour: 1 }),
      event(2, { generator: 't' }),
      event(2, { detail: [] }),
      event(2, { detailType: 'x'.repeat(129) }),
      event(2, { id: undefined }),
      notUtf8,
      event(4, { detail: { text: 'x'.repeat(1_044_480) } }),
      event(5, { generator: 't/nobody' }),
      `[${event(6)}, 7, ${event(8)}]`,
      event(9).replace('{"n":9}', '{"n":1234567890123456789,"text":"😀"}'),
    ];
    const { code, summary, deliveries, deliveryLines } = await runOnce(lines, [customer]);
    expect(summary).toMatchObject({
      messages: 13,
      events: 5,
      invalid: 10,
      entries: 4,
      accepted: 4,
      retries: 0,
      deadLettered: 0,
      dropped: { noMapping: 1, filtered: 0, sourceGone: 0, skipped: 0 },
      held: 0,
      putPartnerEventsCalls: 1,
      received: 4,
    });
    expect(deliveries.map(({ detail }) => detail.n)).toEqual(expect.arrayContaining([1, 6, 8]));
    expect(deliveries.find(({ detail }) => detail.n === 1)).toEqual({
      region: 'us-east-1',
      account: '111122223333',
      source: 'aws.partner/vendor.example.test/t/r/111122223333',
      id: expect.any(String),
      time: '2020-01-01T00:00:00Z',
      detailType: 'push',
      resources: ['größe', 'event/e1'],
      detail: { n: 1 },
    });
    expect(deliveryLines.join()).toContain('{"n":1234567890123456789,"text":"😀"}');
    expect(code).toBe(0);
  });

  test('every invariant holds through throttling, failures and lost answers, in several Regions', async () => {
    const sources = [
      customer,
      { ...customer, region: 'eu-west-1' },
      { ...customer, account: '222233334444', detailTypes: ['pull'] },
      { ...customer, account: '333344445555', bus: 'pending' },
      { ...customer, account: '444455556666', bus: 'gone' },
    ];
    const faults = {
      throttlingRate: 0.1,
      internalFailureRate: 0.05,
      requestFailureRate: 0.1,
      lostResponseRate: 0.1,
      latencyMs: 20,
      seed: 1,
    };
    const lines = Array.from({ length: 200 }, (_, n) => event(n));
    const { code, summary, deliveries, stdout } = await runOnce(lines, sources, faults);
    expect(stdout).not.toContain('broken');
    expect(summary).toMatchObject({
      events: 200,
      accepted: 600,
      deadLettered: 0,
      retiredMappings: 1,
    });
    expect(summary.dropped).toMatchObject({ noMapping: 0, filtered: 200 });
    expect(summary.accepted + summary.held).toBe(summary.entries);
    expect(summary.held).toBeGreaterThan(0);
    expect(summary.retries).toBeGreaterThan(0);
    for (const region of ['us-east-1', 'eu-west-1']) {
      const seen = deliveries.filter((one) => one.region === region).map(({ detail }) => detail.n);
      expect(new Set(seen).size).toBe(200);
    }
    expect(new Set(deliveries.map(({ account }) => account))).toEqual(new Set([customer.account]));
    expect(code).toBe(0);
  });
});

describe('fanout local', () => {
  test('stays until Ctrl-C, and stops cleanly', async () => {
    const events = await write('one.jsonl', `${event(1)}\n`);
    const { child, said, ended } = startFanout('local', '--port', '0', '--events', events);
    await said('Ctrl-C');
    child.kill('SIGINT');
    expect(await ended()).toEqual({ code: 0, stderr: '' });
  });

  test('has its console at the fifth port, which does not delay Ctrl-C', async () => {
    const port = await freePorts(portCount);
    const events = await write('one.jsonl', `${event(1)}\n`);
    const { child, said, ended } = startFanout('local', '--port', String(port), '--events', events);
    const console = `http://127.0.0.1:${port + portCount - 1}`;
    await said(`in a browser: ${console}\n`);
    const [page, config] = await Promise.all([fetch(console), fetch(`${console}/config.json`)]);
    const idle = connect(port + portCount - 1, '127.0.0.1');
    await once(idle, 'connect');
    child.kill('SIGINT');

    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await config.json()).toMatchObject({ partnerName: 'vendor.example.test' });
    expect(await ended()).toMatchObject({ stderr: '' });
  });

  test('runs the reconciler when its clock passes a quarter of an hour, and shows its notifications', async () => {
    const port = await freePorts(portCount);
    const sources = await write('pending.json', JSON.stringify([{ ...customer, bus: 'pending' }]));
    const events = await write('one.jsonl', `${event(1)}\n`);
    const files = ['--events', events, '--sources', sources];
    const { child, said, ended } = startFanout('local', '--port', String(port), ...files);
    await said('Ctrl-C');
    const byHand = await runFanout('reconcile', '--port', String(port));
    const expired = said('Partner Event Source Expired');
    await fetch(`http://127.0.0.1:${port + 2}/_emulator/clock`, {
      method: 'POST',
      body: JSON.stringify({ advanceSeconds: 8 * 24 * 60 * 60 }),
    });
    await expired;
    child.kill('SIGINT');

    expect(byHand).toMatchObject({ code: 0, stderr: '' });
    expect(byHand.stdout).toMatch(/sources checked +1\n/);
    expect(await ended()).toEqual({ code: 0, stderr: '' });
  });

  test('a port that is taken is named in one line', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, stderr } = await runFanout('local', '--once', '--port', port);
    server.close();
    expect(stderr).toMatch(new RegExp(`^fanout: --port ${port}: .* in use\n$`));
    expect(code).toBe(2);
  });
});

describe('an operator beside local mode', () => {
  const name = 'aws.partner/vendor.example.test/acme/repo1/111122223333';
  let port: string;
  let local: ReturnType<typeof startFanout>;

  beforeAll(async () => {
    port = String(await freePorts(portCount));
    const events = await write('poison.jsonl', `${event(1)}\nnot JSON\n`);
    local = startFanout('local', '--port', port, '--events', events);
    await local.said('Ctrl-C');
  });
  afterAll(async () => {
    local.child.kill('SIGINT');
    await local.ended();
  });

  const run = (...words: readonly string[]) => runFanout(...words, '--port', port);
  const runJson = async (...words: readonly string[]) => {
    const { stdout, ...rest } = await run(...words, '--json');
    return { ...rest, answer: JSON.parse(stdout) };
  };
  const theLetter = async () => {
    const { answer } = await runJson('dead-letters', 'list', '--queue', 'events');
    return answer.deadLetters[0];
  };

  test('lists a dead letter, and shows it', async () => {
    const letter = await theLetter();
    const shown = await run('dead-letters', 'show', letter.id);

    expect(letter).toMatchObject({ reason: 'the body is not JSON', excerpt: 'not JSON' });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(/reason +the body is not JSON\n[^]*\n\nnot JSON\n$/);
  });

  test('redrives it, and discards what came back', async () => {
    const { id } = await theLetter();
    const redriven = await runJson('dead-letters', 'redrive', '--queue', 'events');
    let again = await theLetter();
    while (again === undefined) again = await theLetter();
    const discarded = await runJson('dead-letters', 'discard', again.id, '--yes');

    expect(redriven).toMatchObject({ code: 0, answer: { queues: [{ moved: 1, failed: 0 }] } });
    expect(again).toMatchObject({ reason: 'the body is not JSON' });
    expect(again.id).not.toBe(id);
    expect(discarded).toMatchObject({ code: 0, answer: { queues: [{ discarded: 1 }] } });
    expect(await theLetter()).toBeUndefined();
  });

  test('registers a customer, and sends it an event', async () => {
    const file = await write('sent.jsonl', event(7, { generator: 'acme/repo1' }));
    const place = ['--account', '111122223333', '--region', 'us-east-1'];
    const created = await runJson('sources', 'create', '--generator', 'acme/repo1', ...place);
    const sent = await run('send', file);

    expect(created).toMatchObject({ code: 0, answer: { name, state: 'PENDING' } });
    expect(sent).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 sent, 0 not sent /) });
  });

  test('sees what became of an event, which nobody would get again, and erases the history of the tenant', async () => {
    const list = ['deliveries', 'list', '--tenant', 'acme', '--event', 'e7'];
    let listed = await runJson(...list);
    while (listed.answer.deliveries.length === 0) listed = await runJson(...list);
    const shown = await runJson('deliveries', 'show', 'e7', '--source', name, '--body');
    const refused = await run('deliveries', 'resend', 'e7', '--source', name);
    const erased = await runJson('history', 'erase', '--tenant', 'acme', '--yes');

    expect(listed.answer.deliveries).toMatchObject([{ event: 'e7', source: { name } }]);
    expect(JSON.parse(shown.answer.bodyText)).toMatchObject({ id: 'e7', detail: { n: 7 } });
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not ACTIVE: The source is PENDING\.\n$/),
    });
    expect(erased).toMatchObject({
      code: 0,
      answer: { regions: [{ rows: 1, left: { rows: 0 }, isQueueErased: true }] },
    });
  });

  test('finds the customer again, and deletes it', async () => {
    const listed = await runJson('sources', 'list', '--tenant', 'acme');
    const shown = await runJson('sources', 'show', name);
    const deleted = await run('sources', 'delete', name);
    const gone = await run('sources', 'show', name);

    expect(listed.answer.sources).toMatchObject([{ name }]);
    expect(shown).toMatchObject({ code: 0, answer: { name, account: '111122223333' } });
    expect(deleted).toMatchObject({ code: 0, stderr: '' });
    expect(gone).toEqual({ code: 1, stdout: '', stderr: 'fanout: no such source\n' });
  });

  test('reconciles', async () => {
    const { code, answer } = await runJson('reconcile', '--dry-run');

    expect(answer).toMatchObject({ dryRun: true, incomplete: false });
    expect(code).toBe(0);
  });
});

test('an operator waits for a replay, and Ctrl-C says that it goes on', async () => {
  const port = String(await freePorts(portCount));
  const events = await write('replayed.jsonl', `${event(1)}\n`);
  const sources = await write('active.json', JSON.stringify([customer]));
  const files = ['--events', events, '--sources', sources];
  const local = startFanout('local', '--port', port, ...files);
  await local.said('Ctrl-C');
  const name = `aws.partner/vendor.example.test/${customer.generator}/${customer.account}`;
  const one = ['--source', name, '--port', port];
  const list = () => runFanout('deliveries', 'list', ...one);
  while (!(await list()).stdout.includes('1 delivery')) await list();

  const resent = await runFanout('deliveries', 'resend', 'e1', ...one);
  const replay = startFanout('replays', 'start', '--since', '1h', ...one);
  const goesOn = replay.said('The replay goes on.');
  const running = () => runFanout('replays', 'list', ...one);
  while (!(await running()).stdout.includes('running')) await running();
  replay.child.kill('SIGINT');
  await goesOn;
  local.child.kill('SIGINT');
  await local.ended();

  expect(resent).toMatchObject({ code: 0, stderr: '' });
  expect(resent.stdout).toMatch(/state +completed\n/);
  expect(await replay.ended()).toEqual({ code: 1, stderr: '' });
});

describe('invalid input is reported in one line, with exit code 2', () => {
  test.each([
    [['nope'], 'fanout: unknown command "nope" (--help lists the commands)\n'],
    [['reconcile', '--wet'], "fanout: Unknown option '--wet' (--help lists the options)\n"],
    [
      ['dead-letters', 'discard', '--all'],
      'fanout: discarding is permanent: add --yes to confirm\n',
    ],
    [
      ['sources', 'list', '--port', '1'],
      'fanout: --port 1: local mode is not running there (start it with npm start; use --stage for AWS)\n',
    ],
    [['local', '--events', '/no/such'], 'fanout: --events /no/such: no such file\n'],
    [['local', '--summary', '/no/such/file'], 'fanout: --summary /no/such/file: no such folder\n'],
  ])('%j', async (args, stderr) => {
    expect(await runFanout(...args)).toEqual({ code: 2, stderr, stdout: '' });
  });
});

test('--help lists the commands and the options', async () => {
  const commands = await runFanout('--help');
  expect(commands).toMatchObject({ code: 0, stderr: '' });
  expect(commands.stdout).toMatch(/ {2}local .*\n {2}send .*\n {2}dead-letters list /);
  expect((await runFanout('reconcile', '--help')).stdout).toContain('--dry-run');
  const { code, stdout } = await runFanout('local', '--help');
  expect(stdout).toContain('--once');
  expect(code).toBe(0);
});
