import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parseCommandLine } from '../../emulator/command-line.ts';
import { anObserved } from './observed-cases.ts';

describe('the command line', () => {
  test('has a default port, and accepts every option', () => {
    expect(parseCommandLine([])).toEqual({ kind: 'run', options: { port: 4610 } });
    const all = [
      '--port',
      '0',
      '--host',
      '::1',
      '--allow-host',
      'emulator',
      '--allow-host=events.local',
      '--pending-days',
      '0.5',
      '--sqs-endpoint',
      'http://127.0.0.1:1',
    ];
    expect(
      parseCommandLine([
        ...all,
        '--max-entry-bytes=1000000',
        '--max-request-bytes=1048576',
        '--buses-per-account=1000',
        '--rules-per-bus=301',
        '--targets-per-rule=6',
        '--pattern-bytes=4096',
        '--active-replays=11',
      ]),
    ).toEqual({
      kind: 'run',
      options: {
        port: 0,
        host: '::1',
        allowedHosts: ['emulator', 'events.local'],
        pendingDays: 0.5,
        sqsEndpoint: 'http://127.0.0.1:1',
        maxEntryBytes: 1_000_000,
        maxRequestBytes: 1_048_576,
        quotas: {
          busesPerAccount: 1000,
          rulesPerBus: 301,
          targetsPerRule: 6,
          patternBytes: 4096,
          activeReplays: 11,
        },
      },
    });
    expect(parseCommandLine(['--help', '--port', '1'])).toEqual({ kind: 'help' });
  });

  test.each([
    [['--prot', '1'], '--prot'],
    [['--port'], '--port'],
    [['--port', 'x'], '--port must be a whole number from 0 to 65535, not "x"'],
    [['--port', '65536'], '--port'],
    [['--port', '1.5'], '--port'],
    [['--port', ''], '--port'],
    [['--pending-days', 'week'], '--pending-days'],
    [['--pending-days', '-1'], '--pending-days'],
    [['--pending-days=-1'], '--pending-days'],
    [['--sqs-endpoint', 'localhost'], '--sqs-endpoint'],
    [['--sqs-endpoint', 'http://%%%'], '--sqs-endpoint must be an http URL'],
    [['--host', ''], '--host must not be empty'],
    [['--state='], '--state must not be empty'],
    [['--allow-host='], '--allow-host must be a host name, not ""'],
    [['--allow-host', 'http://a/b'], '--allow-host must be a host name, not "http://a/b"'],
    [['--max-entry-bytes', '0'], '--max-entry-bytes'],
    [['--observed', 'none.json'], '--observed none.json: no such file'],
    [['--observed', 'package.json'], '--observed package.json: version must be 1, not'],
    [['--observed', 'README.md'], '--observed README.md: is not JSON'],
    [['--observed'], '--observed'],
    [['--incomplete-request', 'x'], '--incomplete-request must be refuse or fail, not "x"'],
    [['--rules-per-bus', '0'], '--rules-per-bus must be a whole number from 1 to 1000000, not "0"'],
    [['--pattern-bytes', '4097'], '--pattern-bytes'],
    [['4610'], '4610'],
    [['--help=yes'], '--help'],
  ])('%j is wrong, in one line that names it', (args, reason) => {
    const command = parseCommandLine(args);
    expect(command).toEqual({ kind: 'wrong', reason: expect.stringContaining(reason) });
    expect(JSON.stringify(command)).not.toContain('\\n');
  });
});

const stops: (() => void)[] = [];

afterEach(() => {
  stops.splice(0).forEach((stop) => {
    stop();
  });
});

function runMain(...args: string[]) {
  const child = spawn(process.execPath, ['emulator/main.ts', ...args]);
  stops.push(() => child.kill('SIGKILL'));
  const exit = once(child, 'close').then(([code]: unknown[]) => code);
  return { child, exit, errors: text(child.stderr) };
}

test.each(['refuse', 'fail'])('--incomplete-request %s is an option of the emulator', (how) => {
  expect(parseCommandLine(['--incomplete-request', how])).toMatchObject({
    kind: 'run',
    options: { incompleteRequest: how },
  });
});

test('--observed gives the emulator what is in the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'observed-'));
  stops.push(() => rmSync(folder, { recursive: true }));
  const observed = anObserved({ entryBytes: { accepted: 262_144, refused: 262_145 } });
  const path = join(folder, 'dev.observed.json');
  writeFileSync(path, JSON.stringify(observed));
  expect(parseCommandLine(['--observed', path])).toMatchObject({
    kind: 'run',
    options: { observed },
  });
});

describe('the command', () => {
  test('prints where it listens, and ends with 0 on one Ctrl-C or two', async () => {
    const { child, exit, errors } = runMain('--port', '0');
    const [line]: unknown[] = await once(createInterface(child.stdout), 'line');
    expect(line).toMatch(/^EventBridge partner emulator on http:\/\/127\.0\.0\.1:\d+$/u);
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await exit).toBe(0);
    expect(await errors).toBe('');
  });

  test('ends with 2 and one line when an argument is wrong', async () => {
    const { exit, errors } = runMain('--port', 'x');
    expect(await exit).toBe(2);
    expect(await errors).toBe(
      'emulator: --port must be a whole number from 0 to 65535, not "x". See --help.\n',
    );
  });

  test('reports a port in use in one line', async () => {
    const first = runMain('--port', '0');
    const [line]: unknown[] = await once(createInterface(first.child.stdout), 'line');
    const port = /\d+$/u.exec(typeof line === 'string' ? line : '')?.[0] ?? '';
    const second = runMain('--port', port);
    expect(await second.exit).toBe(1);
    expect(await second.errors).toBe(
      `emulator: port ${port} is in use; choose another with --port\n`,
    );
  });
});
