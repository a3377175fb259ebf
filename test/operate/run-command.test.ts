import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../terminal/input-error.ts';
import { commands } from '../../operate/commands.ts';
import type { Command } from '../../operate/command.ts';
import { OperationError } from '../../operate/operation-error.ts';
import { runCommand } from '../../operate/run-command.ts';
import { fakeTerminal } from './support/fake-terminal.ts';

function aCommand(name: string, run: Command['run'] = async () => 0): Command {
  return { name, summary: `does ${name}`, help: `help of ${name}\n`, run };
}

async function runWords(words: string, ...all: readonly Command[]) {
  const terminal = fakeTerminal();
  const code = await runCommand(words.split(' '), all, terminal.terminal);
  return { code, written: terminal.written() };
}

describe('a command', () => {
  test('gets the words behind its name', async () => {
    const given: (readonly string[])[] = [];
    const command = aCommand('dead-letters show', async (args) => {
      given.push(args);
      return 1;
    });
    const { code } = await runWords('dead-letters show id --json', aCommand('show'), command);

    expect(given).toEqual([['id', '--json']]);
    expect(code).toBe(1);
  });

  test('shows its help instead of running', async () => {
    const never = aCommand('send', () => Promise.reject(new Error('ran')));

    expect(await runWords('send file --help', never)).toEqual({
      code: 0,
      written: 'help of send\n',
    });
  });

  test('that AWS refuses ends with one line', async () => {
    const expired = Object.assign(new Error('x'), { name: 'ExpiredToken' });
    const running = runWords(
      'send',
      aCommand('send', () => Promise.reject(expired)),
    );

    await expect(running).rejects.toThrow(OperationError);
  });
});

describe('the first word of several commands', () => {
  const group = [aCommand('sources list'), aCommand('sources show'), aCommand('send')];

  test.each(['sources', 'sources --help'])('%s lists them', async (words) => {
    const { code, written } = await runWords(words, ...group);

    expect(written).toBe(
      'Usage: fanout sources <command> [options]\n\nCommands:\n  sources list  does sources list\n  sources show  does sources show\n',
    );
    expect(code).toBe(0);
  });

  test.each([
    ['sources --stage dev', '"sources" needs a command (fanout sources --help lists them)'],
    ['sources frob', 'unknown command "sources frob" (--help lists the commands)'],
    ['frob', 'unknown command "frob" (--help lists the commands)'],
  ])('%s is refused', async (words, message) => {
    const running = runWords(words, ...group);

    await expect(running).rejects.toThrow(InputError);
    await expect(running).rejects.toThrow(message);
  });
});

const offline: ReadonlySet<string> = new Set(['check']);

describe('every help text', () => {
  test.each(commands.map(({ name, help }) => [name, help]))('%s', (name, help) => {
    expect(help).toMatch(new RegExp(`^Usage: fanout ${name} `));
    // A command that calls nobody has no use for a port.
    const connecting = offline.has(name) ? [] : ['port'];
    for (const option of ['stage', ...connecting, 'json', 'help'])
      expect(help).toContain(`--${option} `);
    expect(help).toContain('\nExit code: 0 ');
    expect(help.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  test.each([
    ['dead-letters list', ['queue', 'reason', 'limit', 'region']],
    ['dead-letters show', ['queue', 'region']],
    ['dead-letters redrive', ['queue', 'reason', 'max-per-second', 'region']],
    ['dead-letters discard', ['queue', 'reason', 'all', 'yes', 'region']],
    ['sources list', ['tenant', 'generator', 'region', 'state']],
    [
      'sources create',
      ['generator', 'account', 'region', 'detail-type', 'display-name', 'send-missed'],
    ],
    ['sources rename', ['region', 'display-name', 'remove']],
    ['sources show', ['region']],
    ['sources delete', ['region']],
    ['sources pause', ['region']],
    ['sources resume', ['region', 'backlog']],
    ['sources skip-backlog', ['region', 'before']],
    ['sources missed', ['region', 'send', 'leave', 'no-wait']],
    [
      'deliveries list',
      ['source', 'region', 'tenant', 'event', 'outcome', 'detail-type', 'since', 'until', 'limit'],
    ],
    ['deliveries show', ['source', 'region', 'since', 'body']],
    ['deliveries resend', ['source', 'region', 'since', 'no-wait']],
    ['replays plan', ['source', 'region', 'since', 'until', 'outcome', 'event']],
    ['replays start', ['source', 'since', 'until', 'max-per-second', 'no-wait']],
    ['replays list', ['source', 'region', 'tenant', 'limit']],
    ['replays show', ['source', 'region', 'tenant', 'wait']],
    ['replays cancel', ['source', 'region', 'tenant']],
    ['history usage', []],
    ['history erase', ['tenant', 'yes', 'before', 'no-wait']],
    ['history verify', ['tenant']],
    ['reconcile', ['dry-run']],
    ['send', ['region']],
  ])('%s names its own options', (name, options) => {
    const help = commands.find((command) => command.name === name)?.help;

    for (const option of options) expect(help).toContain(`\n  --${option} `);
  });

  test('of a listing says what it does to the messages', () => {
    const list = commands.find(({ name }) => name === 'dead-letters list');

    expect(list!.help).toMatch(/does not remove messages, but SQS counts it as a receive/);
  });
});

describe('an invalid option is refused in one line that names it, before any request', () => {
  test.each([
    ['dead-letters list --limit 0', /^--limit must be a whole number from 1 to 10000, not "0"$/],
    ['dead-letters list --queue dead', /^--queue must be events or retry, not "dead"$/],
    ['dead-letters list extra', /^unexpected argument "extra"$/],
    ['dead-letters show', /^expected one ID, got 0$/],
    ['dead-letters show a b', /^expected one ID, got 2$/],
    ['dead-letters redrive --max-per-second 501', /^--max-per-second must be .* 1 to 500/],
    ['dead-letters discard --yes', /^specify IDs or --all$/],
    ['dead-letters discard --all', /^discarding is permanent: add --yes to confirm$/],
    ['dead-letters discard id --all --yes', /^specify either IDs or --all, not both$/],
    ['reconcile --wet-run', /^Unknown option '--wet-run'/],
    ['reconcile extra', /^unexpected argument "extra"$/],
    ['reconcile --dry-run=yes', /--dry-run/],
    ['reconcile --port 65533', /^--port must be a whole number from 1 to 65531, not "65533"$/],
    ['deliveries list', /^specify --source or --tenant$/],
    ['deliveries list --source s --tenant t', /^specify either --source or --tenant, not both$/],
    ['deliveries list --tenant a/b', /^--tenant a\/b: not a tenant's name$/],
    ['deliveries list --tenant t --region r', /^--region is for --source$/],
    ['deliveries list --tenant t --outcome lost', /^--outcome must be one of accepted, .*"lost"$/],
    ['deliveries list --tenant t --since soon', /^--since must be how long ago, .*not "soon"$/],
    ['deliveries list --tenant t --since 1h --until 2h', /^--until must be after --since$/],
    ['deliveries list --tenant t --limit 10001', /^--limit must be .* 1 to 10000/],
    ['deliveries show --source s', /^expected one EVENT, got 0$/],
    ['deliveries show e', /^--source is missing$/],
    ['deliveries resend e', /^--source is missing$/],
    ['replays plan --source s', /^--since is missing$/],
    ['replays start --since 1h', /^--source is missing$/],
    ['replays start --source s --since 1h --max-per-second 0', /^--max-per-second must be/],
    ['replays show --tenant t', /^expected one ID, got 0$/],
    ['replays cancel id', /^specify --source or --tenant$/],
    ['sources resume s --backlog drop', /^--backlog must be send or leave, not "drop"$/],
    ['sources skip-backlog s --before 2999-01-01T00:00:00Z', /^--before is in the future$/],
    ['sources missed s --send --leave', /^specify either --send or --leave$/],
    [
      'sources create --generator t/r --send-missed --detail-type push',
      /^--send-missed keeps the detail types: omit --detail-type$/,
    ],
    ['history usage all', /^unexpected argument "all"$/],
    ['history erase --yes', /^--tenant is missing$/],
    ['history erase --tenant t', /^erasing is permanent: add --yes to confirm$/],
    ['history erase --tenant t --yes --before 2999-01-01T00:00:00Z', /^--before is in the future$/],
    ['history verify', /^--tenant is missing$/],
    ['send a b', /^expected at most one FILE, got 2$/],
    ['send --region eu-west-1', /^--region requires --stage/],
    [
      'sources list --stage dev --port 1',
      /^--port is for local mode and --stage for AWS: specify only one$/,
    ],
  ])('%s', async (words, message) => {
    const running = runWords(words, ...commands);

    await expect(running).rejects.toThrow(InputError);
    await expect(running).rejects.toThrow(message);
    await expect(running).rejects.toThrow(/^[^\n]+$/);
  });

  test('where no local mode runs, one line names the port', async () => {
    const running = runWords('sources list --port 1', ...commands);

    await expect(running).rejects.toThrow(/^--port 1: local mode is not running there/);
  });
});
