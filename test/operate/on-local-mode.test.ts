import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { commands } from '../../operate/commands.ts';
import { runCommand } from '../../operate/run-command.ts';
import { customerSource } from '../local/reconcile/vendor.ts';
import { aLocalMode } from './support/a-local-mode.ts';
import { fakeTerminal } from './support/fake-terminal.ts';

// An empty queue answers after a second.
jest.setTimeout(30_000);

let local: Awaited<ReturnType<typeof aLocalMode>>;
beforeAll(async () => {
  local = await aLocalMode();
});
afterAll(() => local.close());

async function run(words: string, { input = '' } = {}) {
  const terminal = fakeTerminal(input);
  const all = [...words.split(' '), '--port', local.port];
  const code = await runCommand(all, commands, terminal.terminal);
  return { ...terminal, code };
}

const runJson = async (words: string, options = {}) =>
  (await run(`${words} --json`, options)).json();

async function namesListed(filter: string): Promise<readonly string[]> {
  const { sources } = await runJson(`sources list ${filter}`.trim());
  return sources.map(({ name }: { name: string }) => name);
}

describe('dead letters', () => {
  const body = JSON.stringify({ id: 'e1' });
  const attributes = { reason: 'EventBridge refused the entry', errorCode: 'MalformedDetail' };

  test('are listed and shown without being removed, and a read counts as a receive', async () => {
    const { retriesDeadLetters } = local.queues;
    await local.deadLetter(retriesDeadLetters.url, body, attributes);
    const { deadLetters, hasMore } = await runJson('dead-letters list');
    const [letter] = deadLetters;
    const shown = await runJson(`dead-letters show ${letter.id}`);

    expect(letter).toMatchObject({ queue: 'retry', ...attributes, excerpt: body, receives: 1 });
    expect(shown).toMatchObject({ id: letter.id, body, receives: 2 });
    expect({ deadLetters: deadLetters.length, hasMore }).toEqual({
      deadLetters: 1,
      hasMore: false,
    });
    expect(await local.visible(retriesDeadLetters.url)).toBe(1);
  });

  test('of one reason go back with all that they had, and the others stay', async () => {
    const { events, eventsDeadLetters, retriesDeadLetters } = local.queues;
    await local.deadLetter(eventsDeadLetters.url, 'not JSON', { reason: 'the body is not JSON' });
    const report = await runJson('dead-letters redrive --reason json');

    expect(report).toMatchObject({
      queues: [
        { queue: 'events', way: 'oneByOne', ended: 'completed', moved: 1 },
        { queue: 'retry', moved: 0 },
      ],
      notFound: [],
    });
    expect(events.messages()).toEqual([
      { body: 'not JSON', attributes: { reason: 'the body is not JSON' } },
    ]);
    expect(eventsDeadLetters.messages()).toEqual([]);
    expect(await local.visible(retriesDeadLetters.url)).toBe(1);
  });

  test('of a queue service without a task for it all go back one by one', async () => {
    const { code, written } = await run('dead-letters redrive --queue retry');

    expect(written()).toMatch(/retry +1 +0 +completed\n/);
    expect(code).toBe(0);
    expect(local.queues.retries.messages()).toMatchObject([{ body, attributes }]);
    expect(local.queues.retriesDeadLetters.messages()).toEqual([]);
  });

  test('are discarded only with --yes', async () => {
    const { retriesDeadLetters } = local.queues;
    await local.deadLetter(retriesDeadLetters.url, body, attributes);
    await expect(run('dead-letters discard --all')).rejects.toThrow('add --yes');
    expect(retriesDeadLetters.messages()).toHaveLength(1);

    expect(await runJson('dead-letters discard --all --yes')).toMatchObject({
      queues: [
        { queue: 'events', discarded: 0 },
        { queue: 'retry', discarded: 1 },
      ],
    });
    expect(retriesDeadLetters.messages()).toEqual([]);
  });

  test('that are not found end with 1', async () => {
    const redriven = await run('dead-letters redrive nope');
    const discarded = await run('dead-letters discard nope --yes');

    expect(redriven.written()).toContain('nope was not found\n');
    expect([redriven.code, discarded.code]).toEqual([1, 1]);
    await expect(run('dead-letters show nope')).rejects.toThrow('dead letter nope not found');
  });
});

describe('sources', () => {
  const created = 'aws.partner/vendor.example.test/acme/repo2/111122223333';

  test('one is registered as the API does it, and once', async () => {
    const command =
      'sources create --generator acme/repo2 --account 111122223333 --region eu-west-1 --detail-type push';
    const source = await runJson(command);
    const again = await run(command);

    expect(source).toMatchObject({ name: created, state: 'PENDING', detailTypes: ['push'] });
    expect(again.written()).toContain('Already registered');
    expect(again.code).toBe(0);
  });

  test('all are listed, or those of a filter', async () => {
    expect(await namesListed('')).toEqual([customerSource, created]);
    expect(await namesListed('--tenant acme --state pending')).toEqual([customerSource, created]);
    expect(await namesListed('--generator acme/repo2')).toEqual([created]);
    expect(await namesListed('--state active')).toEqual([]);
  });

  test('one is shown as AWS has it', async () => {
    await local.vendor.accept();
    const { written } = await run(`sources show ${customerSource}`);

    expect(written()).toMatch(/state +ACTIVE\n/);
  });

  test('one is given a display name, which a list shows until it is taken away', async () => {
    const rename = `sources rename ${created} --region eu-west-1`;
    const named = await runJson(`${rename} --display-name Orders`);
    expect(named).toMatchObject({ name: created, displayName: 'Orders', detailTypes: ['push'] });
    const { written } = await run('sources list');
    expect(written()).toMatch(/ display name .*\n.* - .*\n.* Orders /);

    expect(await runJson(`${rename} --remove`)).toMatchObject({ displayName: null });
  });

  test('one is deleted, and then there is none', async () => {
    expect(await runJson(`sources delete ${created}`)).toEqual({ name: created, deleted: true });
    await expect(run(`sources show ${created}`)).rejects.toThrow('no such source');
  });

  test.each([
    ['create --generator acme --account 1 --region eu-west-1', '--account must be 12 digits'],
    ['create --region eu-west-1', '--generator is missing; --account is missing'],
    [
      'create --generator acme --account 111122223333 --region eu-west-1',
      '--generator must be <tenant>/<resource>, and names no resource',
    ],
    [
      'create --generator acme/r --account 111122223333 --region mars-1',
      /^--region mars-1: must be one of /,
    ],
    [
      'create --generator acme/r --account 111122223333 --region eu-west-1 --detail-type nope',
      '--detail-type nope: not in the catalogue',
    ],
    [
      'create --generator acme/r --account 111122223333 --region eu-west-1 --display-name \u200B',
      '--display-name has no visible character',
    ],
    [`rename ${created} --display-name \u200B`, '--display-name has no visible character'],
    [`rename ${created}`, 'specify either --display-name or --remove'],
    [`rename ${created} --display-name x --remove`, 'specify either --display-name or --remove'],
    [
      'create --send-missed --display-name x',
      '--send-missed keeps the display name: omit --display-name',
    ],
    ['show nope', /^nope is not a source name: expected aws.partner/],
    ['list --state nope', '--state must be one of PENDING, ACTIVE, DELETED, RETIRED, not "nope"'],
    ['list nope', 'unexpected argument "nope"'],
  ])('sources %s is refused', async (words, message) => {
    await expect(run(`sources ${words}`)).rejects.toThrow(message);
  });
});

describe('reconcile', () => {
  test('a dry run changes nothing, and as JSON it is the report', async () => {
    await local.vendor.deleteBus();
    const before = await local.vendor.items();
    const { json, code } = await run('reconcile --dry-run --json');

    expect(json()).toMatchObject({ dryRun: true, checked: 1, found: { drift: 1 } });
    expect(await local.vendor.items()).toEqual(before);
    expect(code).toBe(0);
  });

  test('an incomplete run ends with 1, and reports what did not answer', async () => {
    const operations = ['ListPartnerEventSourceAccounts'];
    await local.vendor.askForFaults({ requestFailureRate: 1, operations });
    const { code, written, complained } = await run('reconcile');
    await local.vendor.askForFaults({ requestFailureRate: 0 });

    expect(written()).toContain('Incomplete');
    expect(complained()).toMatch(/did not answer .*region=eu-west-1/);
    expect(code).toBe(1);
  });

  test('it uses the emulator’s clock, and prints what it repaired', async () => {
    await run('reconcile');
    await local.vendor.passDays(8);
    const { code, written, complained } = await run('reconcile');

    expect(written()).toMatch(/gone +1 +1 +repair/);
    expect({ code, complained: complained() }).toEqual({ code: 0, complained: '' });
    expect((await local.vendor.items())[0]!.retirement).toBeDefined();
  });

  test('links to details begin with the console’s address', async () => {
    await run('reconcile');
    const baseUrl = `http://127.0.0.1:${Number(local.port) + 4}`;

    expect(await local.vendor.linkSecrets()).toMatchObject({ baseUrl });
  });
});

describe('send', () => {
  test('puts the events on the queue, and reports which it did not', async () => {
    const event = { id: 'e2', generator: 'acme/repo1', detailType: 'push', detail: { n: 1 } };
    const input = `${JSON.stringify(event)}\n{"id":"e3"}\n`;
    const { json, code } = await run('send --json', { input });

    expect(json()).toEqual({
      sent: 1,
      notSent: [
        {
          place: { of: 'line', number: 2 },
          id: 'e3',
          kind: 'refused',
          code: 'invalidEvent',
          reason: '"generator" is missing',
        },
      ],
      wasStopped: false,
      inputProblem: null,
      lastRead: { of: 'line', number: 2 },
    });
    expect(code).toBe(1);
    expect(local.queues.events.messages().at(-1)?.body).toBe(JSON.stringify(event));
  });

  test('nothing to send is wrong input', async () => {
    await expect(run('send')).rejects.toThrow('standard input: is empty');
  });
});
