import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { portCount } from '../../../local/ports.ts';
import { freePorts } from '../../support/free-ports.ts';
import { runFanout, startFanout } from '../../support/run-fanout.ts';
import { aFolder, event } from './given-files.ts';

jest.setTimeout(180_000);

let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

describe('an operator beside local mode', () => {
  const name = 'aws.partner/vendor.example.test/acme/repo1/111122223333';
  let port: string;
  let local: ReturnType<typeof startFanout>;

  beforeAll(async () => {
    port = String(await freePorts(portCount));
    const events = await folder.write('poison.jsonl', `${event(1)}\nnot JSON\n`);
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
  const notJson = 'the body is not JSON from character 1 on';
  /** Resolves once the history has an event: asked of the console, which starts no process for it. */
  async function isRecorded(id: string): Promise<void> {
    const url = `http://127.0.0.1:${Number(port) + portCount - 1}`;
    const tokens = await fetch(`${url}/_local/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenant: 'acme' }),
    });
    const { token } = (await tokens.json()) as { readonly token: string };
    const query = `${url}/sources/${name}/deliveries?region=us-east-1&event=${id}`;
    for (;;) {
      const answer = await fetch(query, { headers: { authorization: `Bearer ${token}` } });
      const { deliveries } = (await answer.json()) as { readonly deliveries: readonly unknown[] };
      if (deliveries.length > 0) return;
      await sleep(100);
    }
  }
  const theLetter = async () => {
    const { answer } = await runJson('dead-letters', 'list', '--queue', 'events');
    return answer.deadLetters[0];
  };

  test('lists a dead letter, and shows it', async () => {
    const letter = await theLetter();
    const shown = await run('dead-letters', 'show', letter.id);

    expect(letter).toMatchObject({ reason: notJson, excerpt: 'not JSON' });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(
      /reason +the body is not JSON from character 1 on\n[^]*\n\nnot JSON\n$/,
    );
  });

  test('redrives it, and discards what came back', async () => {
    const { id } = await theLetter();
    const redriven = await runJson('dead-letters', 'redrive', '--queue', 'events');
    let again = await theLetter();
    while (again === undefined) again = await theLetter();
    const discarded = await runJson('dead-letters', 'discard', again.id, '--yes');

    expect(redriven).toMatchObject({ code: 0, answer: { queues: [{ moved: 1, failed: 0 }] } });
    expect(again).toMatchObject({ reason: notJson });
    expect(again.id).not.toBe(id);
    expect(discarded).toMatchObject({ code: 0, answer: { queues: [{ discarded: 1 }] } });
    expect(await theLetter()).toBeUndefined();
  });

  test('registers a customer, and sends it an event', async () => {
    const file = await folder.write('sent.jsonl', event(7, { generator: 'acme/repo1' }));
    const place = ['--account', '111122223333', '--region', 'us-east-1'];
    const created = await runJson('sources', 'create', '--generator', 'acme/repo1', ...place);
    const sent = await run('send', file);

    expect(created).toMatchObject({ code: 0, answer: { name, state: 'PENDING' } });
    expect(sent).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 sent, 0 not sent /) });
  });

  test('sees what became of an event, which nobody would get again, and erases the history of the tenant', async () => {
    await isRecorded('e7');
    const listed = await runJson('deliveries', 'list', '--tenant', 'acme', '--event', 'e7');
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

  test('ends local mode cleanly by Ctrl-C, until which it stays', async () => {
    local.child.kill('SIGINT');

    expect(await local.ended()).toEqual({ code: 0, stderr: '' });
  });
});
