import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { tenantKey } from '../../lambdas/aws/payloads/payload-key.ts';
import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import { sourceArn } from '../../lambdas/domain/source-name.ts';
import { homeRegion } from '../../local/partner.ts';
import { payloadBucketName } from '../../local/payload-bucket.ts';
import { commands } from '../../operate/commands.ts';
import { runCommand } from '../../operate/run-command.ts';
import { customer, customerSource } from '../local/reconcile/vendor.ts';
import { aDomainEvent } from '../support/domain-builders.ts';
import { aHistoryRow } from '../support/history-builders.ts';
import { aLocalHistory } from './support/a-local-history.ts';
import { aLocalMode } from './support/a-local-mode.ts';
import { fakeTerminal } from './support/fake-terminal.ts';

// The recorder's queue answers after a second when it is empty.
jest.setTimeout(30_000);

const { generator, region } = customer;
const ofSource = `--source ${customerSource}`;

let local: Awaited<ReturnType<typeof aLocalMode>>;
beforeAll(async () => {
  local = await aLocalMode();
  await local.vendor.accept();
  const history = await aLocalHistory(local);
  await history.record(
    recordOf('e1', { outcome: 'accepted' }),
    recordOf('e2', { outcome: 'held', reason: 'paused' }),
    recordOf('e3', {
      outcome: 'deadLettered',
      reason: 'rejected',
      failure: { code: 'MalformedDetail', message: 'no' },
    }),
  );
  await storePayload('acme', '{"n":1}');
  await storePayload('unknown', '{}');
});
afterAll(() => local.close());

/** Stores the detail of a large event as a function would. */
async function storePayload(tenant: string, text: string): Promise<void> {
  const client = new S3Client({ region: homeRegion });
  const Key = `out/${tenantKey(tenant)}/one`;
  await client.send(new PutObjectCommand({ Bucket: payloadBucketName, Key, Body: text }));
  client.destroy();
}

function recordOf(id: string, fields: Partial<HistoryRow>) {
  const event = aDomainEvent({ id, generator, detailJson: '{"n":300.0}' });
  const atMs = Date.now() - 60_000;
  const row = aHistoryRow({ eventId: id, atMs, queuedAtMs: atMs, ...fields });
  return { tenant: 'acme', sourceArn: sourceArn(region, customerSource), row, event };
}

async function run(
  words: string,
  whenRunning?: (terminal: ReturnType<typeof fakeTerminal>) => void,
) {
  const terminal = fakeTerminal();
  const running = runCommand(
    [...words.split(' '), '--port', local.port],
    commands,
    terminal.terminal,
  );
  whenRunning?.(terminal);
  const code = await running;
  return { ...terminal, code };
}

const runJson = async (words: string) => (await run(`${words} --json`)).json();

async function eventsListed(filter: string): Promise<readonly string[]> {
  const { deliveries } = await runJson(`deliveries list ${filter}`);
  return deliveries.map(({ event }: { event: string }) => event).toSorted();
}

describe('deliveries', () => {
  test('of a source or a tenant are listed, or those of a filter', async () => {
    expect(await eventsListed(ofSource)).toEqual(['e1', 'e2', 'e3']);
    expect(await eventsListed('--tenant acme')).toEqual(['e1', 'e2', 'e3']);
    expect(await eventsListed('--tenant acme --event e2')).toEqual(['e2']);
    expect(await eventsListed(`${ofSource} --outcome held --since 1h`)).toEqual(['e2']);
    expect(await eventsListed(`${ofSource} --until 1h`)).toEqual([]);
    expect(await eventsListed(`${ofSource} --detail-type nope`)).toEqual([]);
    expect(await eventsListed('--tenant other')).toEqual([]);
  });

  test('are a table with reasons, which says when there are more', async () => {
    const failed = await run(`deliveries list ${ofSource} --outcome failed`);
    const some = await run('deliveries list --tenant acme --limit 2');

    expect(failed.written()).toMatch(
      /e3 +push +deadLettered +1 +live +rejected; MalformedDetail: no\n/,
    );
    expect(failed.written()).toContain(`1 delivery (local mode at port ${local.port})`);
    expect(some.written()).toMatch(new RegExp(`${customerSource} +eu-west-1`));
    expect(some.written()).toContain(', and more may exist\n');
  });

  test('of one event are shown, with its contents as they were recorded', async () => {
    const view = await runJson(`deliveries show e2 ${ofSource} --body`);
    const { written } = await run(`deliveries show e2 ${ofSource} --body`);

    expect(view).toMatchObject({ event: 'e2', attempts: [{ outcome: 'held' }], body: 'kept' });
    expect(view.bodyText).toContain('"detail":{"n":300.0}');
    expect(written()).toContain('"n": 300');
    expect((await runJson(`deliveries show e2 ${ofSource}`)).bodyText).toBeNull();
  });

  test('that are not there are refused', async () => {
    await expect(run(`deliveries show nope ${ofSource}`)).rejects.toThrow('no such event in the');
    await expect(run(`deliveries list ${ofSource} --region us-east-1`)).rejects.toThrow(
      'no such source',
    );
    await expect(run('deliveries list --source nope')).rejects.toThrow('is not a source name');
  });
});

describe('a replay', () => {
  test('is planned, started, refused while another one is under way, listed, shown and cancelled', async () => {
    const asked = `${ofSource} --since 1h`;
    const plan = await runJson(`replays plan ${asked}`);
    const started = await runJson(`replays start ${asked} --outcome failed --no-wait`);
    const { replays } = await runJson('replays list --tenant acme');

    expect(plan).toMatchObject({ events: 3, isComplete: true });
    expect(started).toMatchObject({
      state: 'waiting',
      outcomes: ['failed'],
      startedBy: 'operator',
    });
    expect(replays).toEqual([expect.objectContaining({ id: started.id })]);
    await expect(run(`replays start ${asked}`)).rejects.toThrow(`The replay ${started.id} of this`);
    expect(await runJson(`replays show ${started.id} ${ofSource}`)).toMatchObject(started);
    const cancelled = await run(`replays cancel ${started.id} --tenant acme`);
    expect(cancelled.written()).toContain('Its end was asked for');
    expect((await run(`replays list ${ofSource}`)).written()).toContain('1 replay (');
  });

  test('goes on after Ctrl-C, and the command says how to cancel it', async () => {
    const { code, written } = await run(`deliveries resend e1 ${ofSource}`, (terminal) =>
      terminal.stop(),
    );

    expect(code).toBe(1);
    expect(written()).toMatch(
      new RegExp(
        `The replay goes on\\.\\n[^]*replays cancel \\S+ --tenant acme --port ${local.port}\n`,
      ),
    );
  });

  test.each([
    [`replays show nope --tenant acme`, 'no such replay'],
    [`replays cancel 1795975021166-x --tenant acme`, 'no such replay'],
    [`replays plan ${ofSource} --since 40d`, '--since is longer ago than 30 days'],
    [`replays plan ${ofSource} --since 1h --until 2h`, '--until must be after --since'],
    [
      `replays plan ${ofSource} --since 1h --outcome lost`,
      '--outcome must be missed, failed or accepted',
    ],
  ])('%s is refused', async (words, message) => {
    await expect(run(words)).rejects.toThrow(message);
  });
});

describe('a source', () => {
  test('is paused and resumed, and what it missed is counted and left', async () => {
    const paused = await runJson(`sources pause ${customerSource}`);
    const missed = await run(`sources missed ${customerSource}`);
    const left = await runJson(`sources missed ${customerSource} --leave`);
    const resumed = await run(`sources resume ${customerSource} --backlog leave`);

    expect(paused).toMatchObject({ pausedAt: expect.any(String), missedSince: expect.any(String) });
    expect(missed.written()).toContain('0 events missed');
    expect(left).toEqual({ name: customerSource, left: true });
    expect(resumed.written()).toMatch(/paused +-\n/);
  });

  test('that is paused gets no replay', async () => {
    await run(`sources pause ${customerSource}`);
    await expect(run(`sources missed ${customerSource} --send`)).rejects.toThrow('is paused');
    await run(`sources resume ${customerSource}`);
  });

  test('has its backlog skipped', async () => {
    const { written } = await run(
      `sources skip-backlog ${customerSource} --before 2026-01-01T00:00:00Z`,
    );

    expect(written()).toMatch(/backlog skipped +before 2026-01-01T00:00:00\.000Z\n/);
  });

  test('that is not retired is not created again', async () => {
    const created = 'sources create --generator acme/other --account 111122223333';
    await expect(run(`${created} --region eu-west-1 --send-missed`)).rejects.toThrow(
      'no such retired source',
    );
  });
});

describe('the history of a tenant', () => {
  test('is counted and verified', async () => {
    const { tenants } = await runJson('history usage');
    const { code, json } = await run('history verify --tenant acme --json');

    expect(tenants).toMatchObject([
      { region: 'us-east-1', tenant: 'acme', rows: 3, payloads: 1, payloadBytes: 7 },
      // Whose name nothing says.
      { region: 'us-east-1', tenantKey: tenantKey('unknown'), rows: 0, payloads: 1 },
    ]);
    expect(json()).toEqual({
      tenant: 'acme',
      regions: [{ region: 'us-east-1', rows: 3, read: 3, absent: 0, foreign: 0 }],
    });
    expect(code).toBe(0);
    const table = (await run('history usage')).written();
    expect(table).toMatch(/acme +us-east-1 +1 +3 +\d+ +1 +7\n/);
    expect(table).toMatch(/key [0-9a-f]{32} +us-east-1 +0 +0 +0 +1 +2\n/);
    expect((await run('history verify --tenant acme')).written()).toMatch(/us-east-1 +3 +3 +0 +0/);
  });

  test('is erased up to a time, and then whole', async () => {
    const old = await run('history erase --tenant acme --yes --before 1d');
    const erased = await run('history erase --tenant acme --yes --no-wait --json');

    expect(old.written()).toMatch(/us-east-1 +0 +0 +0 +0 +0 +3 +3 +1\n/);
    expect(erased.json()).toMatchObject({
      before: null,
      regions: [
        {
          rows: 3,
          objects: 1,
          payloads: 1,
          payloadBytes: 7,
          left: { rows: 0, read: 0, payloads: 0 },
          isQueueErased: null,
        },
      ],
    });
    expect([old.code, erased.code]).toEqual([0, 0]);
    expect(await eventsListed('--tenant acme')).toEqual([]);
  });
});
