import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { runFanout } from '../../support/run-fanout.ts';
import { aFolder, cloudEvent, customer, event } from './given-files.ts';

jest.setTimeout(180_000);

let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

interface RunOptions {
  readonly faults?: object;
  readonly options?: readonly string[];
}

/** Runs local mode once on these lines and customers, and reads what it wrote. */
async function runOnce(
  lines: readonly (string | Buffer)[],
  sources: readonly object[],
  { faults = {}, options: others = [] }: RunOptions = {},
) {
  const body = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const events = await folder.write('events.jsonl', body);
  const files = {
    events,
    sources: await folder.write('sources.json', JSON.stringify(sources)),
    faults: await folder.write('faults.json', JSON.stringify(faults)),
    summary: folder.pathOf('summary.json'),
    deliveries: folder.pathOf('deliveries.jsonl'),
  };
  const options = Object.entries(files).flatMap(([name, path]) => [`--${name}`, path]);
  const args = ['local', '--once', '--port', '0', ...options, ...others];
  const { code, stdout, stderr } = await runFanout(...args);
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
  test('bad input ends in a dead-letter queue, and its neighbours are delivered, CloudEvents too, and a large event by reference', async () => {
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
      cloudEvent(10).replace('{"n":10}', '{"n":10,"price":300.0}'),
      `[${cloudEvent(11)}, ${event(12)}]`,
      cloudEvent(13, { data: 'text' }),
    ];
    const run = await runOnce(lines, [customer], { options: ['--entry-limit', '2048'] });
    const { code, stdout, summary, deliveries, deliveryLines } = run;
    expect(summary).toMatchObject({
      messages: 16,
      events: 9,
      invalid: 10,
      entries: 8,
      accepted: 8,
      retries: 0,
      deadLettered: 0,
      dropped: { noMapping: 1, filtered: 0, sourceGone: 0, skipped: 0 },
      held: 0,
      received: 8,
      storedPayloads: 1,
      stubs: 1,
      linksFollowed: 1,
    });
    // Batches have ten messages at most, and come as they come.
    expect(summary.putPartnerEventsCalls).toBeGreaterThanOrEqual(1);
    expect(summary.putPartnerEventsCalls).toBeLessThanOrEqual(summary.entries);
    expect(deliveries.map(({ detail }) => detail.n)).toEqual(
      expect.arrayContaining([1, 6, 8, 10, 11, 12]),
    );
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
    expect(deliveries.find(({ resources }) => resources.includes('event/e4')).detail).toEqual({
      payload_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/payloads\//),
      payload_size_bytes: 1_044_491,
      payload_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      expires_at: expect.any(String),
    });
    expect(stdout).toContain('Each stub leads to its detail');
    expect(stdout).toMatch(/with a stub and a link .* 1 +1 details stored, 1 links followed/);
    expect(deliveryLines.join()).toContain('{"n":1234567890123456789,"text":"😀"}');
    // What a customer receives does not tell a CloudEvent from a domain event.
    expect(deliveries.find(({ detail }) => detail.n === 10)).toEqual({
      region: 'us-east-1',
      account: '111122223333',
      source: 'aws.partner/vendor.example.test/t/r/111122223333',
      id: expect.any(String),
      time: '2020-01-01T00:00:00Z',
      detailType: 'push',
      resources: ['event/e10'],
      detail: { n: 10, price: 300 },
    });
    expect(deliveryLines.join()).toContain('{"n":10,"price":300.0}');
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
    const { code, summary, deliveries, stdout } = await runOnce(lines, sources, { faults });
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
