import { describe, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFanout, startFanout } from '../../support/run-fanout.ts';

jest.setTimeout(180_000);

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
      'fanout: --port 1: local mode is not running there (start it with npm start or fanout local; use --stage for AWS)\n',
    ],
    [['local', '--events', '/no/such'], 'fanout: --events /no/such: no such file\n'],
    [['local', '--summary', '/no/such/file'], 'fanout: --summary /no/such/file: no such folder\n'],
  ])('%j', async (args, stderr) => {
    expect(await runFanout(...args)).toEqual({ code: 2, stderr, stdout: '' });
  });
});

test('who closes the output, as head does, ends a command without an error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'closed-'));
  const path = join(folder, 'wrong.jsonl');
  writeFileSync(path, '1\n'.repeat(50_000));
  const { child, ended } = startFanout('check', path);
  child.stdout.destroy();

  // What a shell has for a program that SIGPIPE ended.
  expect(await ended()).toEqual({ code: 141, stderr: '' });
  rmSync(folder, { recursive: true });
});

test('--help lists the commands and the options', async () => {
  const commands = await runFanout('--help');
  expect(commands).toMatchObject({ code: 0, stderr: '' });
  expect(commands.stdout).toMatch(
    / {2}local .*\n {2}check .*\n {2}send .*\n {2}dead-letters list /,
  );
  expect((await runFanout('reconcile', '--help')).stdout).toContain('--dry-run');
  const { code, stdout } = await runFanout('local', '--help');
  expect(stdout).toContain('--once');
  expect(code).toBe(0);
});

test('help asks for help in the other order', async () => {
  const { code, stdout } = await runFanout('help', 'catalog');

  expect([code, stdout]).toEqual([0, expect.stringContaining('Usage: fanout catalog <command>')]);
});

test.each(['--version', '-v'])('%s is the version of the package', async (word) => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  );

  expect(await runFanout(word)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
