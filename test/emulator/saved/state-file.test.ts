import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Emulator } from '../../../emulator/index.ts';
import { acceptSource } from '../handle/accepted-source.ts';
import { aClient, anEmulator, anEntry, closeAll, control, SOURCE } from '../support.ts';

let folder: string;
let file: string;
const stops: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-state-'));
  file = join(folder, 'state.json');
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await closeAll();
  rmSync(folder, { recursive: true });
});

/** The command, once it listens; `stop` ends it by a signal and resolves with its exit code and errors. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, ['emulator/main.ts', '--port', '0', ...args]);
  stops.push(() => child.kill('SIGKILL'));
  const exit = once(child, 'close').then(([code]: unknown[]) => code);
  const errors = text(child.stderr);
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), exit]);
  const url = /http:\S+/u.exec(String(line))?.[0] ?? '';
  const stop = async () => {
    child.kill('SIGTERM');
    return [await exit, await errors];
  };
  return { url, stop };
}

/** Calls a command's emulator as the tests call one of their own. */
const at = (url: string) => ({ url }) as Emulator;

test.each([
  [[], 0],
  [['--state-with-events'], 1],
])('what is saved at a clean stop is there at the next start: %j', async (args, events) => {
  const first = await start('--state', file, ...args);
  await acceptSource(at(first.url));
  await aClient(at(first.url)).send(new PutPartnerEventsCommand({ Entries: [anEntry()] }));
  expect(await first.stop()).toEqual([0, '']);
  const second = await start('--state', file);

  expect(await control(at(second.url), 'GET', 'sources')).toMatchObject([
    { name: SOURCE, state: 'ACTIVE' },
  ]);
  expect(await control(at(second.url), 'GET', 'received')).toHaveLength(events);
  expect(await second.stop()).toEqual([0, '']);
  expect(readdirSync(folder)).toEqual(['state.json']);
});

test.each([
  ['{"version":', 'is not JSON'],
  ['[]', 'is not a saved state of the emulator'],
  ['{"version":9,"state":{}}', 'is of version 9; this emulator reads version 1'],
])('a wrong file stays as it is, and is one clear line: %s', async (content, reason) => {
  writeFileSync(file, content);
  const { stop } = await start('--state', file);

  expect(await stop()).toEqual([2, `emulator: --state ${file}: ${reason}. See --help.\n`]);
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('a file whose content is wrong is one clear line, too', async () => {
  const { version } = (await anEmulator()).save();
  writeFileSync(file, JSON.stringify({ version, state: {} }));
  const { stop } = await start('--state', file);

  expect(await stop()).toEqual([
    1,
    expect.stringMatching(/^emulator: The state is wrong at .*\n$/u),
  ]);
});

test('a folder that does not exist, or a file that is a folder, is known at the start', async () => {
  mkdirSync(file);
  const isFolder = await start('--state', file);
  const missing = await start('--state', join(folder, 'no', 'state.json'));
  const alone = await start('--state-with-events');

  expect(await isFolder.stop()).toEqual([2, expect.stringContaining('is a folder, not a file')]);
  expect(await missing.stop()).toEqual([2, expect.stringContaining('its folder does not exist')]);
  expect(await alone.stop()).toEqual([2, expect.stringContaining('--state-with-events needs')]);
});

test('what cannot be saved leaves nothing half written, and the exit code tells', async () => {
  const first = await start('--state', file);
  // A folder in the file's place takes no file.
  mkdirSync(file);

  expect(await first.stop()).toEqual([1, expect.stringContaining('cannot save the state')]);
  expect(readdirSync(folder)).toEqual(['state.json']);
});
