import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { portCount } from '../../../local/ports.ts';
import { freePorts } from '../../support/free-ports.ts';
import { runFanout, startFanout } from '../../support/run-fanout.ts';
import { aFolder, customer, event } from './given-files.ts';

jest.setTimeout(180_000);

let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

describe('fanout local, which stays,', () => {
  const pending = { ...customer, generator: 't/pending', bus: 'pending' };
  let port: number;
  let consolePort: number;
  let local: ReturnType<typeof startFanout>;

  beforeAll(async () => {
    port = await freePorts(portCount);
    consolePort = port + portCount - 1;
    const events = await folder.write('one.jsonl', `${event(1)}\n`);
    const sources = await folder.write('two.json', JSON.stringify([customer, pending]));
    const files = ['--events', events, '--sources', sources];
    local = startFanout('local', '--port', String(port), ...files);
    await Promise.all([
      local.said(`in a browser: http://127.0.0.1:${consolePort}\n`),
      local.said('Ctrl-C'),
    ]);
  });
  afterAll(async () => {
    local.child.kill('SIGINT');
    await local.ended();
  });

  test('has its console at the fifth port', async () => {
    const console = `http://127.0.0.1:${consolePort}`;
    const [page, config] = await Promise.all([fetch(console), fetch(`${console}/config.json`)]);

    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await config.json()).toMatchObject({ partnerName: 'vendor.example.test' });
  });

  test('lets an operator wait for a replay, and Ctrl-C says that it goes on', async () => {
    const name = `aws.partner/vendor.example.test/${customer.generator}/${customer.account}`;
    const one = ['--source', name, '--port', String(port)];
    const list = () => runFanout('deliveries', 'list', ...one);
    while (!(await list()).stdout.includes('1 delivery')) await list();

    const resent = await runFanout('deliveries', 'resend', 'e1', ...one);
    const replay = startFanout('replays', 'start', '--since', '1h', ...one);
    const goesOn = replay.said('The replay goes on.');
    const running = () => runFanout('replays', 'list', ...one);
    while (!(await running()).stdout.includes('running')) await running();
    replay.child.kill('SIGINT');
    await goesOn;

    expect(resent).toMatchObject({ code: 0, stderr: '' });
    expect(resent.stdout).toMatch(/state +completed\n/);
    expect(await replay.ended()).toEqual({ code: 1, stderr: '' });
  });

  test('runs the reconciler when its clock passes a quarter of an hour, and shows its notifications', async () => {
    const byHand = await runFanout('reconcile', '--port', String(port));
    const expired = local.said('Partner Event Source Expired');
    await fetch(`http://127.0.0.1:${port + 2}/_emulator/clock`, {
      method: 'POST',
      body: JSON.stringify({ advanceSeconds: 8 * 24 * 60 * 60 }),
    });
    await expired;

    expect(byHand).toMatchObject({ code: 0, stderr: '' });
    expect(byHand.stdout).toMatch(/sources checked +2\n/);
  });

  test('stops cleanly by Ctrl-C, which an idle connection to its console does not delay', async () => {
    const idle = connect(consolePort, '127.0.0.1');
    await once(idle, 'connect');
    local.child.kill('SIGINT');

    expect(await local.ended()).toEqual({ code: 0, stderr: '' });
  });
});
