import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendCommand } from '../../../operate/send/send.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'send-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const wrong = (message: string) => ({ name: 'InputError', message });
const send = async (...args: readonly string[]) =>
  await sendCommand.run(args, fakeTerminal().terminal);

test('what is not a file is reported in one line, before any request to AWS', async () => {
  const missing = join(folder, 'missing.jsonl');

  await expect(send(folder)).rejects.toMatchObject(wrong(`${folder}: is a folder, not a file`));
  await expect(send(missing)).rejects.toMatchObject(wrong(`${missing}: no such file`));
  await expect(send('one', 'two')).rejects.toMatchObject(wrong('expected at most one FILE, got 2'));
});
